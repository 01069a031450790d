/* What the tables can do beyond being read: sorted by a click on a heading, and some of their rows shown alone. */
const element = (name, attributes, ...children) => {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children);
  return made;
};

/** A selection with a word before it. */
const choice = (word, options, chosen, change) => {
  const select = element('select', {}, ...options.map((option, value) => element('option', {value}, option)));
  select.value = chosen;
  select.addEventListener('change', () => change(Number(select.value)));
  return element('label', {class: 'choice'}, word, select);
};

/** What a cell's number comes to: {@code never} and what is beyond a budget are large, nothing is the largest. */
const worth = text => {
  const [, more, digits, unit] = text.match(/^([<>]?)\s*(-?[\d.,]+(?:e-?\d+)?)\s*([Mkx]?)/) ?? [];
  if (digits === undefined) return /^(never|infinite)/.test(text) ? Number.MAX_VALUE : Infinity;
  const size = Number(digits.replaceAll(',', '')) * ({M: 1e6, k: 1e3, x: 100}[unit] ?? 1);
  return size * (more === '>' ? 1 + 1e-9 : more === '<' ? 1 - 1e-9 : 1);
};

const textOf = (row, column) => (row.cells[column].firstElementChild?.matches('svg.line')
  ? row.cells[column].childNodes[1] : row.cells[column]).textContent.trim();

/** Sorts by a column, upwards at first and then the other way; equals keep their order, and groups their rows. */
const sort = (table, column) => {
  const heading = table.tHead.rows[0].cells[column];
  const down = heading.getAttribute('aria-sort') === 'ascending';
  const numbers = heading.matches('.number');
  const key = row => (numbers ? worth(textOf(row, column)) : textOf(row, column));
  const order = (a, b) => (numbers ? (a === b ? 0 : a - b) : a.localeCompare(b, 'en'));
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  heading.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  table.classList.add('sorted');
  for (const body of table.tBodies) {
    body.append(...[...body.querySelectorAll('tr:not(.group)')]
        .map(row => [key(row), row])
        .sort(([a], [b]) => (a === Infinity || b === Infinity ? order(a, b) : down ? order(b, a) : order(a, b)))
        .map(([, row]) => row));
  }
};

const sortable = (table, scroll) => {
  const headings = [...table.tHead.rows[0].cells];
  headings.forEach((heading, column) => {
    if (heading.querySelector('.scale')) return; // its numbers have a column of their own
    const button = element('button', {type: 'button'}, ...heading.childNodes);
    button.addEventListener('click', () => sort(table, column));
    heading.append(button);
  });
  // Cards have no headings.
  const named = headings.map((_, column) => column).filter(column => headings[column].querySelector('button'));
  const chooser = choice('Sort by', ['–', ...named.map(column => headings[column].textContent)], 0,
      value => value > 0 && sort(table, named[value - 1]));
  chooser.classList.add('for-cards');
  scroll.before(chooser);
};

/** Where each name has several rows, those of one name: at first of the first that has bad news. */
const picked = (table, scroll) => {
  const rows = [...table.tBodies[0].rows];
  const names = [...new Set(rows.map(row => textOf(row, 0)))];
  if (names.length < 4 || rows.length < 2 * names.length) return;
  const show = value => rows.forEach(row => { row.hidden = value > 0 && textOf(row, 0) !== names[value - 1]; });
  const news = rows.find(row => row.querySelector('.badge:not(.good)')) ?? rows[0];
  const first = 1 + names.indexOf(textOf(news, 0));
  scroll.before(choice('Show', ['all', ...names], first, show));
  show(first);
};

/** Rows whose names begin with the same words, {@code chapter-batch-01} and {@code -02}, below those words; the others first. */
const grouped = table => {
  const rows = [...table.tBodies[0].rows];
  const beginnings = rows.map(row => textOf(row, 0).split('-').map((_, i, words) => words.slice(0, i + 1).join('-')));
  const groupOf = rows.map((_, i) => beginnings[i].filter(one => beginnings.filter(all => all.includes(one)).length > 2).pop() ?? '');
  for (const name of [...new Set(groupOf)].sort()) {
    const body = element('tbody', {}, ...rows.filter((_, i) => groupOf[i] === name));
    if (name) body.prepend(element('tr', {class: 'group'}, element('th', {scope: 'rowgroup', colspan: rows[0].cells.length}, name)));
    table.append(body);
  }
  table.tBodies[0].remove();
};

/** Rows that have every word that is typed. */
const searched = (table, scroll) => {
  const rows = [...table.tBodies[0].rows];
  const input = element('input', {type: 'search', placeholder: 'a name, a verdict, an optimizer'});
  const count = element('span', {class: 'found', role: 'status'});
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/);
    rows.forEach(row => { row.hidden = !words.every(word => row.textContent.toLowerCase().includes(word)); });
    count.textContent = input.value ? rows.filter(row => !row.hidden).length + ' of ' + rows.length : '';
  });
  scroll.before(element('label', {class: 'choice'}, 'Search', input, count));
};

for (const scroll of document.querySelectorAll('.scroll')) {
  const table = scroll.querySelector('table');
  if (!table) continue;
  const rows = table.tBodies[0].rows;
  const few = rows.length < 3;
  if (scroll.closest('#configs') && rows.length > 4) {
    searched(table, scroll);
    grouped(table);
  }
  picked(table, scroll);
  if (!few) sortable(table, scroll);
}
