/* Draws the charts of the page from the JSON beside each, with uPlot; everything else on the page works without. */
(() => {
  'use strict';

  const DASHES = [[], [7, 3.5], [2, 2.5], [9, 2.5, 2, 2.5]];
  const root = document.documentElement;
  const colour = name => getComputedStyle(root).getPropertyValue(name).trim();
  const lineColour = style => colour('--c' + style % 6);

  const element = (name, attributes, ...children) => {
    const made = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
    made.append(...children);
    return made;
  };

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
      this.hidden = new Set();
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
      tools.append(element('span', {}, ...buttons));
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
        const button = element('button', {type: 'button', 'aria-pressed': true, title: 'show or hide'}, sample, series.label, value);
        button.addEventListener('click', () => this.toggle(number, button));
        this.values.push(value);
        legend.append(button);
      });
      legend.append(this.at);
      this.place.after(legend, this.spoken);
    }

    toggle(number, button) {
      const show = this.hidden.has(number);
      if (show) this.hidden.delete(number); else this.hidden.add(number);
      button.setAttribute('aria-pressed', show);
      this.draw();
    }

    keys() {
      this.place.addEventListener('keydown', event => {
        const step = {ArrowLeft: -1, ArrowRight: 1}[event.key];
        if (event.key === 'Escape') {
          this.plot.setCursor({left: -10, top: -10});
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
      const tables = this.chart.series.map(series => {
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
    alone(values) {
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
    }

    options(width) {
      const series = [{}];
      const bands = [];
      this.first = [];
      this.chart.series.forEach((line, number) => {
        const show = !this.hidden.has(number);
        const steps = line.shape === 'steps' ? {paths: uPlot.paths.stepped({align: 1})} : {};
        this.first.push(series.length);
        series.push({
          label: line.label, show, width: 2, ...steps,
          stroke: () => lineColour(line.style),
          dash: DASHES[line.style % 4],
          points: {
            show: line.shape === 'dots', size: line.shape === 'dots' ? 7 : 5, fill: () => lineColour(line.style),
            filter: (plot, at, all) => all ? null : this.alone(plot.data[at]),
          },
        });
        if (line.low) {
          bands.push({series: [series.length + 1, series.length], fill: () => lineColour(line.style) + (this.chart.series.length > 6 ? '14' : '26')});
          for (let edge = 0; edge < 2; edge++) {
            series.push({show, width: 0, stroke: 'transparent', points: {show: false}, ...steps});
          }
        }
      });
      return {
        width, height: this.height(width), series, bands, pxAlign: 0,
        padding: [8, 24, 0, 0],
        legend: {show: false},
        scales: {x: this.scale('x'), y: this.scale('y')},
        axes: [this.axis('x', width), this.axis('y', width)],
        cursor: {
          y: false, drag: {x: true, y: false},
          dataIdx: (plot, number, hovered) => number === 0 ? hovered : this.nearest(plot.data[number], hovered),
          points: {size: 7, show: (plot, number) => this.first.includes(number) && undefined},
        },
        hooks: {setCursor: [plot => this.point(plot)], drawClear: [plot => this.marks(plot)]},
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
        const value = at == null || this.hidden.has(number) ? null : plot.data[column][this.nearest(plot.data[column], at)];
        this.values[number].textContent = value == null ? '' : figure(value);
      });
    }

    marks(plot) {
      const context = plot.ctx;
      const {left, top, width, height} = plot.bbox;
      const scale = devicePixelRatio;
      context.save();
      context.strokeStyle = context.fillStyle = colour('--soft');
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
      const select = element('select', {}, ...figures.map((holder, i) =>
          element('option', {value: i}, holder.querySelector('figcaption').textContent)));
      const show = () => figures.forEach((holder, i) => { holder.hidden = i !== Number(select.value); });
      // First a chart that has something to show: a place where the two sides part.
      select.value = Math.max(0, made.findIndex(chart => chart.chart.marks.some(mark => mark.axis === 'x')));
      select.addEventListener('change', show);
      group.prepend(element('label', {class: 'choice'}, 'Show', select));
      show();
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
