/* A chart as a picture to keep: an SVG from the plot's own scales, and a PNG of that. Nothing is sent or fetched. */
const svg = chart => {
  const {plot} = chart;
  const [left, top, width, height] = ['left', 'top', 'width', 'height'].map(side => plot.bbox[side] / devicePixelRatio);
  const head = 34;
  const escaped = text => text.replace(/[&<>"]/g, sign => '&#' + sign.charCodeAt(0) + ';');
  const px = value => Math.round(value * 10) / 10;
  const x = value => px(left + plot.valToPos(value, 'x'));
  const y = value => px(head + top + plot.valToPos(value, 'y'));
  const text = (at, below, words, more = '') => `<text x="${px(at)}" y="${px(below)}" ${more}>${escaped(words)}</text>`;
  const line = (x1, y1, x2, y2, ink) => `<path fill="none" d="M${x1} ${y1}L${x2} ${y2}" stroke="${ink}"/>`;
  const hair = chart.colour('--hair');
  const soft = chart.colour('--soft');
  const [right, bottom] = [px(left + width), px(head + top + height)];
  const parts = [];
  const [across, up] = plot.axes;
  across._splits.forEach((value, i) => value === null || parts.push(line(x(value), head + top, x(value), bottom, hair),
      text(x(value), bottom + 17, across._values[i] ?? '', 'text-anchor="middle"')));
  up._splits.forEach((value, i) => value === null || parts.push(line(left, y(value), right, y(value), hair),
      text(left - 8, y(value) + 4, up._values[i] ?? '', 'text-anchor="end"')));
  parts.push(text(left + width / 2, bottom + 38, chart.chart.x.label, 'text-anchor="middle"'),
      text(0, 0, chart.chart.y.label, `text-anchor="middle" transform="translate(14 ${head + top + height / 2}) rotate(-90)"`));
  const path = (column, steps) => {
    let last = null;
    return plot.data[0].map((value, i) => {
      const here = plot.data[column][i];
      if (here === undefined) return ''; // only other lines have a point here
      const before = last;
      last = here === null ? null : y(here);
      return last === null ? '' : before === null ? `M${x(value)} ${last}` : (steps ? `H${x(value)}V${last}` : `L${x(value)} ${last}`);
    }).join('');
  };
  chart.chart.series.forEach((series, number) => {
    const column = chart.first[number];
    const ink = `stroke="${chart.ink(series)}" opacity="${chart.faded(number) ? 0.18 : 1}"`;
    const steps = series.shape === 'steps';
    if (series.low && chart.banded(number)) {
      for (const edge of [1, 2]) parts.push(`<path fill="none" clip-path="url(#plot)" d="${path(column + edge, steps)}" ${ink} stroke-opacity="0.4"/>`);
    }
    parts.push(`<path fill="none" clip-path="url(#plot)" d="${path(column, steps)}" ${ink} stroke-width="2" stroke-dasharray="${chart.dash(series).join(' ')}"/>`);
    if (chart.solo(number)) {
      chart.singles[number].forEach(own => parts.push(`<path fill="none" clip-path="url(#plot)" d="${path(own)}" ${ink} stroke-opacity="0.7"/>`));
    }
    const dots = series.shape === 'dots' ? [...plot.data[0].keys()] : chart.lonely(plot.data[column]);
    for (const i of dots.filter(i => plot.data[column][i] != null)) {
      parts.push(`<circle clip-path="url(#plot)" cx="${x(plot.data[0][i])}" cy="${y(plot.data[column][i])}" r="3" ${ink} fill="${chart.ink(series)}"/>`);
    }
  });
  for (const mark of chart.chart.marks) {
    const at = mark.axis === 'y' ? y(mark.at) : x(mark.at);
    parts.push(mark.axis === 'y' ? line(left, at, right, at, soft) + text(right - 4, at - 5, mark.label, 'text-anchor="end"')
      : line(at, head + top, at, bottom, soft) + text(at + 5, head + top + 14, mark.label));
  }
  chart.names(plot).forEach(name => parts.push(text(left + name.x, head + top + name.y, name.label,
      `text-anchor="middle" fill="${name.ink}" stroke="${chart.colour('--paper')}" stroke-width="4" paint-order="stroke"`)));
  chart.chart.series.forEach((series, number) => { // names in the order of the legend, each with its line
    const at = head + top + 8 + 16 * number;
    parts.push(`<path fill="none" d="M${right + 14} ${at}h24" stroke="${chart.ink(series)}" stroke-width="2" stroke-dasharray="${chart.dash(series).join(' ')}"/>`,
        text(right + 46, at + 4, series.label, `fill="${chart.colour('--ink')}"`));
  });
  const wide = Math.ceil(right + 60 + chart.longest());
  const tall = Math.ceil(Math.max(bottom + 46, head + top + 16 * chart.chart.series.length));
  const font = escaped(getComputedStyle(document.body).fontFamily);
  return {wide, tall, text: `<svg xmlns="http://www.w3.org/2000/svg" width="${wide}" height="${tall}" viewBox="0 0 ${wide} ${tall}" font-family="${font}" font-size="12" fill="${soft}">`
    + `<rect width="100%" height="100%" fill="${chart.colour('--paper')}"/><clipPath id="plot"><rect x="${left}" y="${head + top}" width="${width}" height="${height}"/></clipPath>`
    + text(14, 22, chart.title(), `font-size="15" font-weight="600" fill="${chart.colour('--ink')}"`)
    + `<g stroke-linejoin="round">${parts.join('')}</g></svg>`};
};

const save = (name, blob) => {
  const link = element('a', {download: name, href: URL.createObjectURL(blob)});
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
};

/** Buttons that keep a chart as a file of its name. */
const keepers = (chart, name) => {
  const button = (kind, keep) => {
    const made = element('button', {type: 'button', title: 'save as ' + kind}, kind);
    made.addEventListener('click', keep);
    return made;
  };
  return [
    button('SVG', () => save(name + '.svg', new Blob([svg(chart).text], {type: 'image/svg+xml'}))),
    button('PNG', async () => {
      const drawn = svg(chart);
      const image = new Image();
      image.src = 'data:image/svg+xml,' + encodeURIComponent(drawn.text);
      await image.decode();
      const canvas = element('canvas', {width: 2 * drawn.wide, height: 2 * drawn.tall});
      canvas.getContext('2d').drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob(blob => save(name + '.png', blob));
    }),
  ];
};
