// Search in the ranking of `kpi search`; loaded when somebody searches.
"use strict";
self.kpiSearch = (() => {
  const tiers = { id: 0, term: 1, alias: 2, folded: 3, words: 4, mistyped: 5, described: 6 };
  let data = null;

  // Folds a text as look-up does: Latin letters lose their marks, ё is е, case and width do not count.
  const special = { "æ": "ae", "œ": "oe", "ß": "ss", "þ": "th", "ĳ": "ij", "đ": "d", "ð": "d", "ø": "o", "ł": "l", "ħ": "h", "ı": "i", "ŧ": "t", "ŋ": "n", "ŀ": "l", "ª": "a", "º": "o", "ё": "е" };
  function letters(text) {
    let result = "";
    for (const character of text.normalize("NFC").replace(/[\uFF01-\uFF5E]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0)).toLowerCase().normalize("NFC")) {
      if (special[character]) result += special[character];
      else if (/\p{Script=Latin}/u.test(character)) result += character.normalize("NFD").replace(/\p{Mn}/gu, "").replace(/[đæœßþøł]/g, (c) => special[c]);
      else result += character;
    }
    return result.replace(/(\p{Script=Latin})[\u0300-\u036f]+/gu, "$1");
  }
  const words = (text) => letters(text).replace(/['\u2019\u02BC\p{Cf}]/gu, "").match(/[\p{L}\p{M}\p{Nd}\p{Nl}]+/gu) || [];
  const exact = (text) => text.normalize("NFC").toLowerCase().split(/\s+/u).filter(Boolean).join(" ");
  const points = (text) => Array.from(text);

  function load(source) {
    if (data) return data;
    const names = source.names.map(([text, folded, metric, language, kind]) => {
      const list = folded.split(" ");
      return { text, words: list, key: list.join(""), metric, language, kind: source.kinds[kind], rank: kind };
    });
    const table = new Map();
    names.forEach((name, index) => new Set(name.words).forEach((word) => {
      if (!table.has(word)) table.set(word, []);
      table.get(word).push(index);
    }));
    data = { ...source, names, table: [...table].map(([word, uses]) => ({ word, length: points(word).length, uses })) };
    return data;
  }

  class Ranking {
    constructor(chain) { this.chain = chain; this.best = new Map(); }
    get isEmpty() { return this.best.size === 0; }
    get hasWholeName() { return [...this.best.values()].some((one) => one.tier <= tiers.folded); }
    add(one) {
      const place = this.chain.indexOf(one.language);
      one.languageRank = one.tier === tiers.id || place === 0 ? 0 : place < 0 ? 2 : 1;
      const guesses = one.tier >= tiers.mistyped;
      const deprecated = one.name && one.name.kind === "deprecated" ? 0.5 : 0;
      const within = deprecated + one.languageRank * (guesses ? 0.05 : 0.15) + (1 - one.quality) * (guesses ? 0.35 : 0.14);
      one.score = 1 - (one.tier + within) / 7;
      const known = this.best.get(one.metric);
      if (!known || Ranking.order(one, known) < 0) this.best.set(one.metric, one);
    }
    static order(one, other) {
      return other.score - one.score || one.metric - other.metric
        || (one.name ? one.name.rank : 99) - (other.name ? other.name.rank : 99) || one.language - other.language;
    }
    list(limit) { return [...this.best.values()].sort(Ranking.order).slice(0, limit); }
  }

  // Optimal string alignment; a wrong first letter counts twice. Null where it is too many.
  function errors(typed, other) {
    const limit = typed.length < 4 ? 0 : typed.length < 8 ? 1 : typed.length < 14 ? 2 : 3;
    if (!limit || Math.abs(other.length - typed.length) > limit || !other.length) return null;
    let beforeLast = [], last = other.map((_, j) => j).concat(other.length), row;
    for (let i = 0; i < typed.length; i++) {
      row = [i + 1];
      for (let j = 0; j < other.length; j++) {
        let cost = Math.min(last[j + 1] + 1, row[j] + 1, last[j] + (typed[i] === other[j] ? 0 : 1));
        if (i > 0 && j > 0 && typed[i] === other[j - 1] && typed[i - 1] === other[j]) cost = Math.min(cost, beforeLast[j - 1] + 1);
        row.push(cost);
      }
      if (Math.min(...row) > limit) return null;
      [beforeLast, last] = [last, row];
    }
    const count = last[other.length] + (typed[0] === other[0] ? 0 : 1);
    return count <= limit ? count : null;
  }

  function near(word) {
    const length = points(word).length, found = [];
    const stem = length >= 5 ? points(word).slice(0, Math.max(4, Math.floor(length * 2 / 3))).join("") : null;
    for (const entry of data.table) {
      if (entry.word.startsWith(word)) {
        if (length >= 2) found.push([entry, entry.length === length ? 1 : 0.6 + 0.3 * length / entry.length]);
        else if (entry.word === word) found.push([entry, 1]);
      } else if (stem && entry.word.startsWith(stem)) {
        const one = points(word), other = points(entry.word);
        let same = 0;
        while (same < one.length && same < other.length && one[same] === other[same]) same++;
        const longer = Math.max(length, entry.length);
        if (longer - same <= Math.max(2, Math.floor(longer / 3))) found.push([entry, 0.55 * same / longer]);
      }
    }
    return found;
  }

  function addNamed(query, list, ranking) {
    const key = list.join(""), asWritten = exact(query);
    for (const name of data.names) {
      if (name.key !== key) continue;
      const tier = exact(name.text) !== asWritten ? tiers.folded : name.kind === "id" ? tiers.id : name.kind === "term" ? tiers.term : tiers.alias;
      ranking.add({ tier, name, metric: name.metric, language: name.language, quality: name.words.join(" ") === list.join(" ") ? 1 : 0.5 });
    }
  }

  function joined(list, usesOf) {
    let found = null;
    for (const word of list) {
      const uses = usesOf(word);
      if (!found) { found = uses; continue; }
      const both = new Map();
      for (const [use, value] of found) if (uses.has(use)) both.set(use, value + uses.get(use));
      found = both;
    }
    return found || new Map();
  }

  function addWithWords(list, ranking) {
    const met = joined(list, (word) => {
      const uses = new Map();
      for (const [entry, quality] of near(word)) for (const use of entry.uses) if (quality > (uses.get(use) || 0)) uses.set(use, quality);
      return uses;
    });
    for (const [use, quality] of met) {
      const name = data.names[use];
      ranking.add({ tier: tiers.words, name, metric: name.metric, language: name.language, quality: quality / Math.max(name.words.length, list.length) });
    }
  }

  function addMistyped(list, ranking) {
    const typed = points(list.join(""));
    for (const name of data.names) {
      const count = errors(typed, points(name.key));
      if (count !== null) ranking.add({ tier: tiers.mistyped, name, metric: name.metric, language: name.language, quality: 1 - count / typed.length });
    }
    if (!ranking.isEmpty) return;
    const met = joined(list, (word) => {
      const uses = new Map(), letters = points(word);
      for (const entry of data.table) {
        const cost = letters.length > 1 && entry.word.startsWith(word) ? (entry.word === word ? 0 : 0.5) : errors(letters, points(entry.word));
        if (cost !== null) for (const use of entry.uses) if (cost < (uses.has(use) ? uses.get(use) : 99)) uses.set(use, cost);
      }
      return uses;
    });
    const length = list.reduce((sum, word) => sum + points(word).length, 0);
    for (const [use, cost] of met) {
      const name = data.names[use];
      ranking.add({ tier: tiers.mistyped, name, metric: name.metric, language: name.language, quality: (1 - cost / length) * 0.7 + list.length / Math.max(name.words.length, list.length) * 0.25 });
    }
  }

  // Rare words tell more than common ones; three letters of an ending do not count.
  function addDescribed(list, ranking, definitions) {
    const everything = Math.max(1, data.metrics.length * data.languages.length), weights = new Map();
    let total = 0;
    const alike = (word, other) => {
      const length = points(word).length;
      if (length < 5) return other === word;
      return other.startsWith(points(word).slice(0, Math.max(4, length - 3)).join("")) && Math.abs(points(other).length - length) <= 3;
    };
    for (const word of new Set(list)) {
      const uses = new Map();
      for (const entry of data.table) if (alike(word, entry.word)) for (const use of entry.uses) uses.set(`${data.names[use].metric} ${data.names[use].language}`, 1);
      definitions.forEach((metrics, language) => {
        for (const metric in metrics) {
          const use = `${metric} ${language}`;
          if (!uses.has(use) && metrics[metric][0].split(" ").some((other) => alike(word, other))) uses.set(use, 0.8);
        }
      });
      const telling = Math.log(1 + everything / Math.max(1, uses.size));
      total += telling;
      for (const [use, quality] of uses) weights.set(use, (weights.get(use) || 0) + telling * quality);
    }
    for (const [use, weight] of weights) {
      if (weight / total < 0.4) continue;
      const [metric, language] = use.split(" ").map(Number);
      ranking.add({ tier: tiers.described, name: null, metric, language, quality: Math.min(1, weight / total) });
    }
  }

  // Hits, best first. `definitions` may come later than the names.
  function find(query, tag, source, definitions, limit = 10) {
    load(source);
    const list = words(query);
    if (!list.length) return [];
    const language = Math.max(0, data.languages.indexOf(tag));
    const ranking = new Ranking((data.chains[language] || []).map((one) => data.languages.indexOf(one)).filter((one) => one >= 0));
    addNamed(query, list, ranking);
    addWithWords(list, ranking);
    if (ranking.isEmpty) addMistyped(list, ranking);
    if (!ranking.hasWholeName && definitions) addDescribed(list, ranking, definitions);
    return ranking.list(limit).map((hit) => ({
      id: data.metrics[hit.metric], score: hit.score, matched: hit.name ? hit.name.text : null,
      language: data.languages[hit.language], title: title(hit.metric, ranking.chain)
    }));
  }

  // What a metric is called in the first language of the chain that has a name for it.
  function title(metric, chain) {
    for (const language of chain) {
      const name = data.names.find((one) => one.metric === metric && one.language === language && one.kind === "term");
      if (name) return { text: name.text, language: data.languages[language] };
    }
    const any = data.names.find((one) => one.metric === metric && one.kind === "term");
    return any ? { text: any.text, language: data.languages[any.language] } : { text: data.metrics[metric], language: "" };
  }

  return { find };
})();
