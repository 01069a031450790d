/* Draws the charts of the page from the JSON beside each, with uPlot; everything else on the page works without. */
(() => {
  'use strict';

  const DASHES = [[], [7, 3.5], [2, 2.5], [9, 2.5, 2, 2.5]];
  const root = document.documentElement;
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const lineColour = style => colour('--c' + style % 6);
  /** As many bands can overlap and still be seen. */
  const FEW = 3;
  const LABEL = 14;

  const superscript = n => String(n).replace(/./g, c => '⁰¹²³⁴⁵⁶⁷⁸⁹'[c] ?? '⁻');

  /** A number on an axis. */
  const tick = value => {
    const size = Math.abs(value);
    if (size === 0 || (size >= 0.001 && size < 1e6)) {
      return value.toLocaleString('en', {maximumSignificantDigits: 6});
    }
    const exponent = Math.floor(Math.log10(size) + 1e-9);
    const digits = Math.round(value / 10 ** exponent);
    return (digits === 1 ? '' : digits + '·') + '10' + superscript(exponent);
  };

  /** A number that is pointed at. */
  const figure = value => {
    const size = Math.abs(value);
    if (size === 0 || (size >= 0.001 && size < 1e6)) {
      return value.toLocaleString('en', {maximumSignificantDigits: 4});
    }
    return value.toExponential(2).replace('e+', 'e');
  };

  /** Powers of ten, as many as fit; with twos and fives between them where there are few. */
  const powers = (min, max, room) => {
    const first = Math.ceil(Math.log10(min) - 1e-9);
    const last = Math.floor(Math.log10(max) + 1e-9);
    const stride = Math.max(1, Math.ceil((last - first + 1) / room));
    const places = [];
    for (let exponent = first - 1; exponent <= last; exponent += 1) {
      if ((exponent - last) % stride === 0) places.push(10 ** exponent);
      if (last - first < 2 && room > 5) places.push(2 * 10 ** exponent, 5 * 10 ** exponent);
    }
    return places.filter(place => place >= min * 0.999999 && place <= max * 1.000001);
  };

  class LineChart {
    constructor(holder) {
      this.holder = holder;
      this.place = holder.querySelector('.plot');
      this.chart = JSON.parse(holder.querySelector('script').textContent);
      this.log = {x: this.chart.x.log, y: this.chart.y.log};
      this.alone = new Set(); // lines picked by a click; none: all show
      this.lit = null; // the line that is pointed at
      this.tools();
      this.legend();
      this.keys();
      new ResizeObserver(() => this.resize()).observe(this.place);
    }

    tools() {
      const buttons = ['x', 'y'].filter(axis => this.canBeLog(axis)).map(axis => {
        const button = element('button', {type: 'button', 'aria-pressed': this.log[axis]}, 'log ' + axis);
        button.title = 'logarithmic axis: ' + this.chart[axis].label;
        button.addEventListener('click', () => {
          this.log[axis] = !this.log[axis];
          button.setAttribute('aria-pressed', this.log[axis]);
          this.draw();
        });
        return button;
      });
      const tools = element('div', {class: 'tools'});
      const caption = this.holder.querySelector('figcaption');
      if (caption) tools.append(caption);
      tools.append(element('span', {}, ...buttons, ...keepers(this, this.holder.id)));
      this.holder.prepend(tools);
    }

    /** Shares from 0 to 1 do not span orders of magnitude. */
    canBeLog(axis) {
      return this.chart[axis].log || !this.chart[axis].label.startsWith('share');
    }

    legend() {
      this.at = element('span', {class: 'at'});
      this.spoken = element('span', {class: 'spoken', 'aria-live': 'polite'});
      this.values = [];
      const legend = element('div', {class: 'legend', role: 'group', 'aria-label': 'Lines of the chart'});
      this.chart.series.forEach((series, number) => {
        const sample = element('span', {});
        sample.innerHTML = '<svg class="line s' + series.style % 12 + '" viewBox="0 0 28 8" aria-hidden="true"><path d="M0 4h28"/></svg>';
        const value = element('span', {class: 'value'});
        const button = element('button', {type: 'button', 'aria-pressed': false, title: 'this line alone; with Shift, this one too'},
            sample, series.label, value);
        button.addEventListener('click', event => this.pick(number, event.shiftKey));
        for (const [event, lit] of [['mouseenter', number], ['focus', number], ['mouseleave', null], ['blur', null]]) {
          button.addEventListener(event, () => this.light(lit));
        }
        this.values.push(value);
        legend.append(button);
      });
      legend.append(this.at);
      legend.addEventListener('keydown', event => event.key === 'Escape' && this.pick(null));
      this.buttons = [...legend.querySelectorAll('button')];
      this.place.after(legend, this.spoken);
    }

    /** Shows a line alone, or all again if it already is; null: all. */
    pick(number, more = false) {
      const had = this.alone.has(number);
      if (!more) {
        const only = this.alone.size === 1;
        this.alone.clear();
        if (had && only) number = null;
      } else if (had) {
        this.alone.delete(number);
        number = null;
      }
      if (number !== null) this.alone.add(number);
      else this.lit = null;
      this.buttons.forEach((button, i) => button.setAttribute('aria-pressed', this.alone.has(i)));
      this.plot.redraw(false);
    }

    light(number) {
      if (this.lit === number) return;
      this.lit = number;
      this.plot?.redraw(false);
    }

    /** Whether other lines are shown rather than this one. */
    faded(number) {
      return this.lit === null ? this.alone.size > 0 && !this.alone.has(number) : this.lit !== number;
    }

    banded(number) {
      return !this.faded(number) && (this.chart.series.length <= FEW || this.lit !== null || this.alone.size > 0);
    }

    /** Whether the single runs of a line show: it is alone. */
    solo(number) {
      return this.chart.series.length === 1 || (this.alone.size === 1 && this.alone.has(number) && !this.faded(number));
    }

    ink(series) {
      return lineColour(series.style);
    }

    dash(series) {
      return DASHES[series.style % 4];
    }

    colour(name) {
      return colour(name);
    }

    title() {
      const words = [document.querySelector('.overline span'), this.holder.closest('section').querySelector('h2'),
        this.holder.querySelector('figcaption')].map(part => part?.firstChild.textContent.trim());
      return words.filter(Boolean).join(' · ');
    }

    keys() {
      this.place.addEventListener('keydown', event => {
        const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
        const down = {ArrowUp: -1, ArrowDown: 1}[event.key];
        if (event.key === 'Escape') {
          this.plot.setCursor({left: -10, top: -10});
          this.pick(null);
        } else if (down) {
          const count = this.chart.series.length;
          const [now = down > 0 ? -1 : count] = this.alone;
          const next = (now + down + count) % count;
          this.alone.clear();
          this.pick(next);
          this.spoken.textContent = [this.chart.series[next].label + ' alone', ...this.chart.series[next].singles?.map(run => run.label) ?? []].join(', ');
        } else if (step) {
          const width = this.plot.over.clientWidth;
          const left = this.plot.cursor.left < 0 ? (step > 0 ? 0 : width) : this.plot.cursor.left + step * width / 50;
          this.plot.setCursor({left: Math.min(width - 1, Math.max(0, left)), top: 1});
          this.spoken.textContent = this.at.textContent + ': '
              + this.chart.series.map((series, i) => series.label + ' ' + this.values[i].textContent).join(', ');
        } else {
          return;
        }
        event.preventDefault();
      });
    }

    /** The lines on one x axis; values that have no logarithm are left out. */
    data() {
      const fits = (value, axis) => value !== null && !(this.log[axis] && value <= 0);
      const tables = this.chart.series.flatMap(series => [series, ...series.singles ?? []]).map(series => {
        const x = this.chart.xs[series.x];
        const kept = x.map((_, i) => i).filter(i => fits(x[i], 'x'));
        const columns = series.low ? [series.y, series.low, series.high] : [series.y];
        return [kept.map(i => x[i]), ...columns.map(column => kept.map(i => fits(column[i], 'y') ? column[i] : null))];
      });
      return uPlot.join(tables);
    }

    /** The range of the y axis: the values, the marks, and a little room. */
    range(min, max) {
      if (min === null) return this.log.y ? [0.1, 1] : [0, 1];
      for (const mark of this.chart.marks) {
        if (mark.axis === 'y') {
          min = Math.min(min, mark.at);
          max = Math.max(max, mark.at);
        }
      }
      if (this.log.y) return [min / 1.4, max * 1.4];
      return [Math.min(0, min), max + 0.04 * (max - min || 1)];
    }

    /** Points that no line goes to or from: those between two missing values. */
    lonely(values) {
      const there = [...values.keys()].filter(i => values[i] !== undefined); // undefined: only other lines are here
      return there.filter((i, k) => values[i] !== null && values[there[k - 1]] == null && values[there[k + 1]] == null);
    }

    draw() {
      const width = this.place.clientWidth;
      if (width === 0) return; // another chart shows in its place
      if (this.plot) this.plot.destroy();
      const data = this.data();
      this.plot = new uPlot(this.options(width), data, this.place);
      this.point(this.plot);
      const over = this.plot.over;
      let pressed = 0;
      over.addEventListener('mousemove', () => this.light(this.near()));
      over.addEventListener('mouseleave', () => this.light(null));
      over.addEventListener('mousedown', event => { pressed = event.clientX; });
      over.addEventListener('click', event => { // the end of a drag is none
        if (Math.abs(event.clientX - pressed) < 4) this.pick(this.near());
      });
    }

    /** The line under the mouse, or null. */
    near() {
      const {idx, top} = this.plot.cursor;
      if (idx == null) return null;
      const away = this.first.map(column => {
        const values = this.plot.data[column];
        const value = values[this.nearest(values, idx)];
        return value == null ? Infinity : Math.abs(this.plot.valToPos(value, 'y') - top);
      });
      const least = Math.min(...away);
      return least < 10 ? away.indexOf(least) : null;
    }

    options(width) {
      const series = [{}];
      const bands = [];
      this.first = [];
      this.singles = []; // the columns of each line's
      this.chart.series.forEach((line, number) => {
        const ink = () => this.ink(line) + (this.faded(number) ? '2e' : '');
        const steps = line.shape === 'steps' ? {paths: uPlot.paths.stepped({align: 1})} : {};
        this.first.push(series.length);
        series.push({
          label: line.label, width: 2, ...steps,
          stroke: ink,
          dash: this.dash(line),
          points: {
            show: line.shape === 'dots', size: line.shape === 'dots' ? 7 : 5, fill: ink,
            filter: (plot, at, all) => all ? null : this.lonely(plot.data[at]),
          },
        });
        if (line.low) {
          bands.push({series: [series.length + 1, series.length], fill: () => this.banded(number) ? this.ink(line) + '26' : 'transparent'});
          for (let edge = 0; edge < 2; edge++) {
            series.push({width: 0, stroke: 'transparent', points: {show: false}, ...steps});
          }
        }
        this.singles.push((line.singles ?? []).map(run => series.push({
          label: run.label, width: 1, auto: false, points: {show: false},
          stroke: () => this.solo(number) ? this.ink(line) + 'b0' : 'transparent',
        }) - 1));
      });
      return {
        width, height: this.height(width), series, bands, pxAlign: 0,
        padding: [8, this.labelled(width) ? this.longest() + 16 : 24, 0, 0],
        legend: {show: false},
        scales: {x: this.scale('x'), y: this.scale('y')},
        axes: [this.axis('x', width), this.axis('y', width)],
        cursor: {
          y: false, drag: {x: true, y: false},
          dataIdx: (plot, number, hovered) => number === 0 ? hovered : this.nearest(plot.data[number], hovered),
          points: {size: 7, show: (plot, number) => this.first.includes(number) && undefined},
        },
        hooks: {setCursor: [plot => this.point(plot)], drawClear: [plot => this.marks(plot)], draw: [plot => this.labels(plot), plot => this.runs(plot)]},
      };
    }

    height(width) {
      return Math.round(Math.min(380, Math.max(250, width * 0.46)));
    }

    scale(axis) {
      const range = axis === 'x' ? {} : {range: (plot, min, max) => this.range(min, max)};
      return {time: false, distr: this.log[axis] ? 3 : 1, ...range};
    }

    axis(axis, width) {
      const label = this.chart[axis].label;
      const look = {
        stroke: () => colour('--soft'), font: '12.5px ' + getComputedStyle(document.body).fontFamily,
        grid: {stroke: () => colour('--hair'), width: 1}, ticks: {show: false},
        values: (plot, places) => places.map(tick),
        label, labelFont: '12.5px ' + getComputedStyle(document.body).fontFamily, labelSize: 20, labelGap: 2,
      };
      Object.assign(look, axis === 'y' ? {size: 56} : {size: 28, space: width < 500 ? 48 : 70});
      if (this.log[axis]) {
        const room = axis === 'x' ? width / (width < 500 ? 48 : 70) : this.height(width) / 34;
        look.splits = (plot, number, min, max) => powers(min, max, room);
        look.filter = look.grid.filter = (plot, places) => places; // uPlot would drop some
      }
      return look;
    }

    /** A line's point at the cursor or, if it has none there, the nearest. */
    nearest(values, hovered) {
      if (values[hovered] != null) return hovered;
      for (let d = 1; d < values.length; d++) {
        if (values[hovered - d] != null) return hovered - d;
        if (values[hovered + d] != null) return hovered + d;
      }
      return hovered;
    }

    /** The values under the cursor. */
    point(plot) {
      const at = plot.cursor.idx;
      this.at.textContent = at == null ? '' : this.chart.x.label + ' ' + figure(plot.data[0][at]);
      this.first?.forEach((column, number) => {
        const value = at == null ? null : plot.data[column][this.nearest(plot.data[column], at)];
        this.values[number].textContent = value == null ? '' : figure(value);
      });
    }

    marks(plot) {
      const context = plot.ctx;
      const {left, top, width, height} = plot.bbox;
      const scale = devicePixelRatio;
      context.save();
      context.strokeStyle = context.fillStyle = colour('--soft');
      context.textBaseline = 'alphabetic'; // the axes leave another
      context.font = 12 * scale + 'px ' + getComputedStyle(document.body).fontFamily;
      context.lineWidth = scale;
      for (const mark of this.chart.marks) {
        const place = plot.valToPos(mark.at, mark.axis, true);
        context.beginPath();
        if (mark.axis === 'y') {
          context.moveTo(left, place);
          context.lineTo(left + width, place);
          context.textAlign = 'right';
          const above = place > top + 20 * scale;
          context.fillText(mark.label, left + width - 4 * scale, place + (above ? -5 : 14) * scale);
        } else {
          context.moveTo(place, top);
          context.lineTo(place, top + height);
          const onTheLeft = place > left + width * 0.85;
          context.textAlign = onTheLeft ? 'right' : 'left';
          context.fillText(mark.label, place + (onTheLeft ? -5 : 5) * scale, top + 14 * scale);
        }
        context.stroke();
      }
      context.restore();
    }

    /** Whether there is room for labels at the ends of the lines. */
    labelled(width) {
      const {length} = this.chart.series;
      return width >= 640 && length > 1 && length * LABEL < this.height(width) - 60;
    }

    /** The width of the longest label. */
    longest() {
      const context = element('canvas', {}).getContext('2d');
      context.font = '12px ' + getComputedStyle(document.body).fontFamily;
      return Math.ceil(Math.max(...this.chart.series.map(series => context.measureText(series.label).width)));
    }

    /** Of the lines that go to the edge, where they end in the plot, and how far down each label stands so that none touches another. */
    ends(plot) {
      const bottom = plot.bbox.height / devicePixelRatio;
      const edge = 0.9 * plot.bbox.width / devicePixelRatio;
      const ends = this.first.map((column, number) => {
        let last = plot.data[0].length - 1;
        while (last >= 0 && (plot.data[column][last] == null || plot.data[0][last] > plot.scales.x.max)) last--;
        const y = last < 0 ? -1 : plot.valToPos(plot.data[column][last], 'y');
        return {number, x: plot.valToPos(plot.data[0][last], 'x'), y, at: y};
      }).filter(end => end.x > edge && end.y >= 0 && end.y <= bottom).sort((a, b) => a.y - b.y || a.number - b.number);
      ends.forEach((end, i) => { if (i > 0) end.at = Math.max(end.at, ends[i - 1].at + LABEL); });
      let limit = bottom;
      for (const end of ends.reverse()) {
        end.at = Math.min(end.at, limit);
        limit = end.at - LABEL;
      }
      return ends;
    }

    labels(plot) {
      if (!this.labelled(plot.width)) return;
      const context = plot.ctx;
      const scale = devicePixelRatio;
      const {left, top, width} = plot.bbox;
      context.save();
      context.font = 12 * scale + 'px ' + getComputedStyle(document.body).fontFamily;
      context.textAlign = 'left';
      context.textBaseline = 'middle';
      for (const end of this.ends(plot)) {
        const ink = this.ink(this.chart.series[end.number]);
        context.strokeStyle = ink + (this.faded(end.number) ? '1a' : '66');
        context.lineWidth = scale;
        context.beginPath();
        context.moveTo(left + end.x * scale, top + end.y * scale);
        context.lineTo(Math.max(left + end.x * scale, left + width), top + end.y * scale);
        context.lineTo(left + width + 9 * scale, top + end.at * scale);
        context.stroke();
        context.fillStyle = ink + (this.faded(end.number) ? '55' : '');
        context.fillText(this.chart.series[end.number].label, left + width + 12 * scale, top + end.at * scale);
      }
      context.restore();
    }

    /** The end of a single run within the plot, or null: where its name stands. */
    end(plot, column) {
      for (let i = plot.data[0].length - 1; i >= 0; i--) {
        const value = plot.data[column][i];
        if (value == null || plot.data[0][i] > plot.scales.x.max) continue;
        const at = {x: plot.valToPos(plot.data[0][i], 'x'), y: plot.valToPos(value, 'y')};
        return at.x >= 0 && at.y >= 0 && at.y <= plot.bbox.height / devicePixelRatio ? at : null;
      }
      return null;
    }

    /** The names of the single runs that show, where each stands in the plot: above its end, and above any that it would touch. */
    names(plot) {
      const number = this.chart.series.findIndex((_, line) => this.solo(line));
      const context = element('canvas', {}).getContext('2d');
      context.font = '12px ' + getComputedStyle(document.body).fontFamily;
      const names = [];
      this.chart.series[number]?.singles?.forEach((run, i) => {
        const end = this.end(plot, this.singles[number][i]);
        if (!end) return;
        const half = context.measureText(run.label).width / 2 + 2;
        const name = {label: run.label, half, y: end.y - 6,
          x: Math.min(plot.bbox.width / devicePixelRatio - half, Math.max(half, end.x))};
        while (names.some(other => Math.abs(other.x - name.x) < other.half + half && Math.abs(other.y - name.y) < LABEL)) name.y -= LABEL;
        names.push(name);
      });
      return names.map(name => ({...name, ink: this.ink(this.chart.series[number])}));
    }

    runs(plot) {
      const scale = devicePixelRatio;
      const context = plot.ctx;
      context.save();
      context.font = 12 * scale + 'px ' + getComputedStyle(document.body).fontFamily;
      context.textAlign = 'center';
      context.textBaseline = 'alphabetic';
      context.lineWidth = 4 * scale;
      context.lineJoin = 'round';
      context.strokeStyle = colour('--paper');
      for (const name of this.names(plot)) {
        const at = [plot.bbox.left + name.x * scale, plot.bbox.top + name.y * scale];
        context.fillStyle = name.ink;
        context.strokeText(name.label, ...at);
        context.fillText(name.label, ...at);
      }
      context.restore();
    }

    resize() {
      const width = this.place.clientWidth;
      if (!this.plot || this.plot.width !== width) this.draw();
    }
  }

  const charts = [];
  for (const group of document.querySelectorAll('.charts')) {
    const figures = [...group.querySelectorAll('figure')];
    const made = figures.map(holder => new LineChart(holder));
    charts.push(...made);
    if (figures.length > 1) {
      const show = shown => figures.forEach((holder, i) => { holder.hidden = i !== shown; });
      // First the one in the page's address, or one that has something to show: a place where the two sides part.
      const asked = figures.findIndex(holder => '#' + holder.id === location.hash);
      const first = asked >= 0 ? asked
        : Math.max(0, made.findIndex(chart => chart.chart.marks.some(mark => mark.axis === 'x')));
      group.prepend(choice('Show', figures.map(holder => holder.querySelector('figcaption').textContent), first, show));
      show(first);
    }
    made.forEach(chart => chart.draw());
  }

  const redraw = () => charts.forEach(chart => chart.draw());
  matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
  addEventListener('beforeprint', () => {
    root.classList.add('print'); // paper is white
    redraw();
  });
  addEventListener('afterprint', () => {
    root.classList.remove('print');
    redraw();
  });
})();
