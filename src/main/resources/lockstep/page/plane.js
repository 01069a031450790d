/* What networks answer to the points of a plane, as they learn: a picture for each, all at one step that a reader goes through. */
(() => {
  'use strict';

  const LEVELS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const PACE = 450; // milliseconds a picture
  const colour = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
  const rgb = hex => [1, 3, 5].map(i => parseInt(hex.slice(i, i + 2), 16));
  /** From -1 to 1; NaN for what is no number. */
  const value = digit => digit === '.' ? NaN : 2 * LEVELS.indexOf(digit) / (LEVELS.length - 1) - 1;

  class Picture {
    constructor(canvas, examples) {
      this.canvas = canvas;
      this.examples = examples;
      this.steps = canvas.dataset.steps.split(' ').map(Number);
      this.pictures = canvas.dataset.pictures.split(' ').map(digits => [...digits].map(value));
      this.side = Math.sqrt(this.pictures[0].length);
    }

    /** Draws the last picture that is not after a step. */
    draw(step) {
      const size = this.canvas.clientWidth;
      if (size === 0) return;
      this.canvas.width = this.canvas.height = Math.round(size * devicePixelRatio);
      const values = this.pictures[this.steps.findLastIndex(at => at <= step)];
      const context = this.canvas.getContext('2d');
      context.scale(devicePixelRatio, devicePixelRatio);
      this.ground(context, size, values);
      this.line(context, size, values);
      for (const [x, y, target] of this.examples) {
        context.beginPath();
        context.arc(x * size, (1 - y) * size, this.examples.length > 50 ? 2.5 : 4.5, 0, 7);
        context.fillStyle = colour(target < 0 ? '--c1' : '--c0');
        context.strokeStyle = colour('--paper');
        context.lineWidth = 1.5;
        context.fill();
        context.stroke();
      }
    }

    /** Each point a pixel, drawn so large that its middle is where the point is. */
    ground(context, size, values) {
      const {side} = this;
      const small = element('canvas', {width: side, height: side});
      const image = new ImageData(side, side);
      const [paper, above, below] = ['--paper', '--c0', '--c1'].map(name => rgb(colour(name)));
      values.forEach((value, i) => {
        const ink = value < 0 ? below : above;
        const at = 4 * ((side - 1 - Math.floor(i / side)) * side + i % side);
        for (let c = 0; c < 3; c++) image.data[at + c] = paper[c] + 0.62 * Math.abs(value) * (ink[c] - paper[c]);
        image.data[at + 3] = Number.isNaN(value) ? 0 : 255;
      });
      small.getContext('2d').putImageData(image, 0, 0);
      const pixel = size / (side - 1);
      context.imageSmoothingQuality = 'high';
      context.drawImage(small, -pixel / 2, -pixel / 2, side * pixel, side * pixel);
    }

    /** Where the answers cross the middle, square by square: from one edge that it is on to the next. */
    line(context, size, values) {
      const {side} = this;
      const pixel = size / (side - 1);
      context.beginPath();
      for (let row = 0; row < side - 1; row++) {
        for (let column = 0; column < side - 1; column++) {
          const corners = [[0, 0], [1, 0], [1, 1], [0, 1]].map(([x, y]) => [column + x, row + y]);
          const crossed = corners.flatMap(([x, y], i) => {
            const [nextX, nextY] = corners[(i + 1) % 4];
            const [a, b] = [values[y * side + x], values[nextY * side + nextX]];
            const part = a / (a - b);
            return (a < 0) === (b < 0) ? [] : [[x + part * (nextX - x), y + part * (nextY - y)]];
          });
          crossed.forEach(([x, y], i) => context[i % 2 ? 'lineTo' : 'moveTo'](x * pixel, size - y * pixel));
        }
      }
      context.strokeStyle = colour('--ink');
      context.lineWidth = 1.5;
      context.stroke();
    }
  }

  for (const planes of document.querySelectorAll('.planes')) {
    const examples = planes.dataset.examples.split(';').map(example => {
      const [x, y, target] = example.split(' ');
      return [Number(x), Number(y), value(target)];
    });
    const pictures = [...planes.querySelectorAll('canvas')].map(canvas => new Picture(canvas, examples));
    const steps = [...new Set(pictures.flatMap(picture => picture.steps))].sort((a, b) => a - b);
    const slider = element('input', {type: 'range', min: 0, max: steps.length - 1, value: steps.length - 1, 'aria-label': 'step'});
    const said = element('output', {});
    const play = element('button', {type: 'button', class: 'play'}, 'Play');
    let playing = null;
    const draw = () => {
      const step = steps[slider.value];
      said.textContent = 'step ' + step.toLocaleString('en');
      slider.setAttribute('aria-valuetext', said.textContent);
      pictures.forEach(picture => picture.draw(step));
    };
    const stop = () => {
      clearInterval(playing);
      playing = null;
      play.textContent = 'Play';
    };
    const next = () => {
      slider.value = Number(slider.value) + 1;
      draw();
      if (slider.value === slider.max) stop();
    };
    play.addEventListener('click', () => {
      if (playing) return stop();
      if (slider.value === slider.max) slider.value = 0;
      draw();
      play.textContent = 'Pause';
      playing = setInterval(next, PACE);
    });
    slider.addEventListener('input', () => {
      stop();
      draw();
    });
    if (steps.length > 1) planes.prepend(element('div', {class: 'steps'}, play, slider, said));
    new ResizeObserver(draw).observe(planes);
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', draw);
    addEventListener('beforeprint', draw);
    addEventListener('afterprint', draw);
  }
})();
