(() => {
  'use strict';

  const data = JSON.parse(document.getElementById('data').textContent);
  const cases = Array.from(document.querySelectorAll('details.case'));
  const suites = Array.from(document.querySelectorAll('section.suite'));
  const form = document.getElementById('filter');
  const suiteChoice = document.getElementById('filter-suite');
  const clauseChoice = document.getElementById('filter-clause');
  const search = document.getElementById('filter-text');
  const shown = document.getElementById('shown');
  const needLook = new Set(['FAILED', 'BROKEN', 'CRASHED', 'TIMED_OUT']);

  let language = document.documentElement.lang;

  // Texts of the page

  function say(key, ...values) {
    return data.languages[language][key].replace(/\{(\d)\}/g, (all, number) => values[number]);
  }

  function translate(element) {
    const counts = element.dataset.counts ? element.dataset.counts.split(' ') : [];
    element.textContent = say(element.dataset.t, ...counts);
  }

  function setLanguage(tag) {
    language = tag;
    document.documentElement.lang = tag;
    document.querySelectorAll('[data-t]').forEach(translate);
    document.title = say('title') + ' – ' + document.querySelector('title').dataset.subject;
    for (const button of document.querySelectorAll('button[data-language]')) {
      button.setAttribute('aria-pressed', String(button.dataset.language === tag));
    }
    announce();
  }

  function make(tag, className, text) {
    const element = document.createElement(tag);
    if (className) {
      element.className = className;
    }
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  }

  function label(tag, className, key) {
    const element = make(tag, className);
    element.dataset.t = key;
    translate(element);
    return element;
  }

  // The sequence of a case, made when it is opened first

  function line(kind, key) {
    const item = make('li', kind);
    const paragraph = make('p');
    paragraph.append(label('span', 'kind', key));
    item.append(paragraph);
    return [item, paragraph];
  }

  function bytes(list, key, value, tag) {
    list.append(label('dt', '', key));
    const definition = make('dd');
    definition.append(make(tag, '', value));
    list.append(definition);
  }

  function folded(kind, name, state, fill) {
    const item = make('li', kind);
    const details = make('details', 'exchange');
    const summary = make('summary');
    summary.append(label('span', 'kind', kind === 'unanswered' ? 'event.noAnswer' : 'event.exchange'));
    summary.append(make('span', 'what', name));
    if (state) {
      summary.append(make('code', '', state));
    }
    const list = make('dl', 'bytes');
    fill(list);
    details.append(summary, list);
    item.append(details);
    return item;
  }

  function item(event) {
    const text = (number) => data.texts[number];
    if (event[0] === 'x') {
      const response = text(event[3]);
      return folded('exchanged', text(event[1]), response.trim().split(' ').pop().slice(-4), (list) => {
        bytes(list, 'event.command', text(event[2]), 'code');
        bytes(list, 'event.response', response, 'code');
        if (event[4].length > 0) {
          bytes(list, 'event.decoded', event[4].map(text).join('\n'), 'pre');
        }
      });
    }
    if (event[0] === 'n') {
      return folded('unanswered', text(event[1]), '', (list) => {
        bytes(list, 'event.command', text(event[2]), 'code');
        bytes(list, 'event.failure', text(event[3]), 'code');
      });
    }
    if (event[0] === 'd') {
      const [made, paragraph] = line('decision', 'event.decision');
      const what = make('span', 'what');
      what.append(make('span', 'rule', text(event[1])));
      what.append(': ' + text(event[2]) + ' → ');
      what.append(make('strong', '', text(event[3])));
      paragraph.append(what);
      if (text(event[4])) {
        paragraph.append(make('span', 'clause', text(event[4])));
      }
      return made;
    }
    const [made, paragraph] = line('step', 'event.step');
    paragraph.append(make('span', 'what', text(event[1])));
    return made;
  }

  function fill(details) {
    const place = details.querySelector('.events');
    if (place && !place.hasChildNodes()) {
      const list = make('ol');
      for (const number of data.cases[details.dataset.number]) {
        list.append(item(data.events[number]));
      }
      place.append(list);
    }
  }

  // The filter

  let ownTexts;
  let sharedTexts;

  /** What a case says itself, without the labels of the page. */
  function ownText(details) {
    const walker = document.createTreeWalker(details, NodeFilter.SHOW_ELEMENT | NodeFilter.SHOW_TEXT, {
      acceptNode: (node) =>
        node.nodeType === Node.ELEMENT_NODE
          ? node.dataset.t || node.className === 'events' || node.ariaHidden === 'true'
            ? NodeFilter.FILTER_REJECT
            : NodeFilter.FILTER_SKIP
          : NodeFilter.FILTER_ACCEPT,
    });
    // The parts of a value that is marked belong together; those of different cells do not.
    const cells = [];
    let last;
    while (walker.nextNode()) {
      const cell = walker.currentNode.parentElement.closest('code, h4, .clause, th, span') || details;
      if (cell === last) {
        cells[cells.length - 1] += walker.currentNode.data;
      } else {
        cells.push(walker.currentNode.data);
      }
      last = cell;
    }
    return cells.join('\n').toLowerCase();
  }

  function matching(word) {
    const hit = sharedTexts.map((text) => text.includes(word));
    const events = data.events.map((event) =>
      event.slice(1).some((part) => (Array.isArray(part) ? part.some((number) => hit[number]) : hit[part])),
    );
    return (number) => ownTexts[number].includes(word) || data.cases[number].some((event) => events[event]);
  }

  function apply() {
    const verdicts = new Set(Array.from(form.elements.verdict, (box) => (box.checked ? box.value : '')));
    const clause = data.texts.indexOf(clauseChoice.value);
    const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
    if (words.length > 0 && !ownTexts) {
      ownTexts = [];
      for (const details of cases) {
        ownTexts[details.dataset.number] = ownText(details);
      }
      sharedTexts = data.texts.map((text) => text.toLowerCase());
    }
    const tests = words.map(matching);
    for (const details of cases) {
      const number = Number(details.dataset.number);
      details.hidden = !(
        verdicts.has(details.dataset.verdict) &&
        (!suiteChoice.value || details.dataset.suite === suiteChoice.value) &&
        (!clauseChoice.value || data.clauses[number].includes(clause)) &&
        tests.every((test) => test(number))
      );
    }
    for (const suite of suites) {
      suite.hidden = !suite.querySelector('details.case:not([hidden])');
    }
    announce();
  }

  function announce() {
    const count = cases.filter((details) => !details.hidden).length;
    const text = say('shown', count, cases.length) + (count === 0 && cases.length > 0 ? '. ' + say('cases.noneShown') : '');
    if (shown.textContent !== text) {
      shown.textContent = text;
    }
  }

  // Links to cases

  function reveal(hash) {
    const target = document.getElementById(decodeURIComponent(hash.slice(1)));
    if (!target || !target.closest('details.case, section.suite')) {
      return;
    }
    if (target.closest('[hidden]')) {
      form.reset();
      apply();
    }
    if (target.matches('details.case')) {
      fill(target);
      target.open = true;
      target.scrollIntoView();
      target.querySelector('summary').focus({ preventScroll: true });
    }
  }

  // Print: what somebody has to look at, and what is open, in full

  let opened = [];

  function unfold(details) {
    if (!details.open) {
      details.open = true;
      opened.push(details);
    }
  }

  window.addEventListener('beforeprint', () => {
    for (const details of cases) {
      if (!details.hidden && (details.open || needLook.has(details.dataset.verdict))) {
        fill(details);
        unfold(details);
        details.querySelectorAll('details').forEach(unfold);
      }
    }
  });

  window.addEventListener('afterprint', () => {
    for (const details of opened) {
      details.open = false;
    }
    opened = [];
  });

  // Events

  document.addEventListener(
    'toggle',
    (event) => {
      if (event.target.matches('details.case') && event.target.open) {
        fill(event.target);
      }
    },
    true,
  );
  for (const button of document.querySelectorAll('button[data-language]')) {
    button.addEventListener('click', () => setLanguage(button.dataset.language));
  }
  document.addEventListener('click', (event) => {
    const link = event.target.closest('a[href^="#"]');
    if (link) {
      reveal(link.getAttribute('href'));
    }
  });
  window.addEventListener('hashchange', () => reveal(location.hash));
  form.addEventListener('submit', (event) => event.preventDefault());
  form.addEventListener('input', apply);
  form.addEventListener('change', apply);
  // The form is reset after this event.
  form.addEventListener('reset', () => setTimeout(apply, 0));
  document.getElementById('expand').addEventListener('click', () => {
    for (const details of cases) {
      if (!details.hidden) {
        fill(details);
        details.open = true;
      }
    }
  });
  document.getElementById('collapse').addEventListener('click', () => {
    for (const details of cases) {
      details.open = false;
    }
  });
  document.getElementById('print').addEventListener('click', () => window.print());

  form.hidden = false;
  apply();
  if (location.hash) {
    reveal(location.hash);
  }
})();
