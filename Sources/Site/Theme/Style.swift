/// The one style sheet. Colours and sizes are custom properties, so that a
/// company can set its own; fonts are the reader's.
enum Style {
    static let css = """
        :root {
          --text: #1b1f24; --muted: #57606a; --page: #ffffff; --panel: #f5f7f9; --line: #d5dbe1;
          --link: #0b5cad; --accent: #0f766e; --good: #116329; --warn: #7d4e00; --radius: .6rem;
          --measure: 68ch;
          --sans: system-ui, "Segoe UI", Roboto, "Noto Sans", "Noto Sans Arabic", "Noto Sans Devanagari", "Noto Sans CJK SC", "PingFang SC", "Hiragino Sans", "Microsoft YaHei", sans-serif;
          --mono: ui-monospace, "SF Mono", "Cascadia Mono", "Noto Sans Mono", Menlo, Consolas, monospace;
        }
        @media (prefers-color-scheme: dark) {
          :root {
            --text: #e6eaee; --muted: #a0abb6; --page: #11161c; --panel: #1a2129; --line: #36414c;
            --link: #7cb8ff; --accent: #5ccfbf; --good: #7ee29a; --warn: #f2c46d;
          }
        }
        @media (prefers-contrast: more) {
          :root { --muted: var(--text); --line: currentColor; }
        }
        *, *::before, *::after { box-sizing: border-box; }
        html { font: 100%/1.6 var(--sans); color: var(--text); background: var(--page); -webkit-text-size-adjust: 100%; }
        body { margin: 0; display: flex; flex-direction: column; min-block-size: 100vh; overflow-wrap: break-word; }
        a { color: var(--link); text-underline-offset: .15em; }
        a:focus-visible, [tabindex]:focus-visible { outline: .2rem solid var(--accent); outline-offset: .15rem; border-radius: .2rem; }
        .skip { position: absolute; inset-inline-start: -100vw; }
        .skip:focus { inset-inline-start: 1rem; inset-block-start: .5rem; background: var(--page); padding: .4rem .8rem; z-index: 2; }
        .bar { display: flex; flex-wrap: wrap; gap: .4rem 1.6rem; align-items: baseline; padding: .8rem clamp(1rem, 4vw, 3rem); border-block-end: 1px solid var(--line); }
        .bar ul { display: flex; flex-wrap: wrap; gap: .2rem 1.1rem; list-style: none; margin: 0; padding: 0; }
        .bar a { text-decoration: none; display: inline-block; padding-block: .25rem; }
        .bar a:hover { text-decoration: underline; }
        .bar a[aria-current] { color: var(--text); font-weight: 600; box-shadow: inset 0 -.14rem 0 var(--accent); }
        .brand { font-weight: 700; color: var(--text); }
        .languages { margin-inline-start: auto; font-size: .92rem; }
        main { flex: 1; inline-size: 100%; max-inline-size: 76rem; margin-inline: auto; padding: 1.5rem clamp(1rem, 4vw, 3rem) 4rem; }
        footer { border-block-start: 1px solid var(--line); color: var(--muted); font-size: .9rem; padding: .6rem clamp(1rem, 4vw, 3rem); }
        h1 { font-size: clamp(1.7rem, 1.2rem + 2.2vw, 2.5rem); line-height: 1.25; letter-spacing: -.01em; margin: .6rem 0 .4rem; text-wrap: balance; }
        h2 { font-size: 1.3rem; line-height: 1.35; margin: 2.2rem 0 .5rem; }
        h3 { font-size: 1.05rem; line-height: 1.4; margin: 1.2rem 0 .3rem; }
        p, li, dd { max-inline-size: var(--measure); }
        .lead { font-size: 1.15rem; color: var(--muted); margin-block: .2rem 1rem; }
        .crumbs, .meta { font-size: .92rem; color: var(--muted); margin: 0; }
        .notice { border-inline-start: .25rem solid var(--warn); background: var(--panel); padding: .5rem .9rem; border-radius: .2rem; }
        .columns { display: grid; grid-template-columns: minmax(0, 1fr) minmax(15rem, 20rem); gap: 1rem 3rem; }
        aside { font-size: .95rem; background: var(--panel); border-radius: var(--radius); padding: .2rem 1.2rem 1.2rem; align-self: start; margin-block-start: 1.4rem; }
        aside h2 { font-size: 1rem; margin: 1.2rem 0 .4rem; }
        .body > section:first-child > h2 { margin-block-start: 1.2rem; }
        dl { margin: .3rem 0; } dt { font-weight: 600; } dd { margin: 0 0 .7rem; }
        .facts div { display: grid; grid-template-columns: minmax(6rem, 8rem) minmax(0, 1fr); gap: .2rem .8rem; padding: .3rem 0; border-block-end: 1px solid var(--line); }
        .facts div:last-child { border: 0; } .facts dt { font-weight: 400; color: var(--muted); } .facts dd { margin: 0; }
        .formula { background: var(--panel); border-radius: var(--radius); padding: 1.1rem 1.2rem; overflow-x: auto; font-size: 1.08rem; }
        .formula math { font-size: 1.05em; } .formula mtext { font-family: var(--sans); }
        .phrase { color: var(--muted); }
        code { font-family: var(--mono); font-size: .9em; background: var(--panel); border: 1px solid var(--line); border-radius: .25rem; padding: .05em .3em; overflow-wrap: anywhere; }
        .code span { display: block; font-size: .9rem; color: var(--muted); }
        .code code { display: inline-block; padding: .3em .6em; }
        .chip { display: inline-block; border: 1px solid var(--line); border-radius: 1rem; padding: 0 .65rem; font-size: .86rem; line-height: 1.55; }
        .chip.higher-is-better::before { content: "▲ "; color: var(--good); } .chip.lower-is-better::before { content: "▼ "; color: var(--good); }
        .chip.neutral::before { content: "◆ "; color: var(--muted); } .chip.chosen { border-color: var(--accent); }
        .cards { list-style: none; padding: 0; margin: 1rem 0; display: grid; gap: 1rem; grid-template-columns: repeat(auto-fill, minmax(min(100%, 20rem), 1fr)); }
        .card { border: 1px solid var(--line); border-radius: var(--radius); padding: .9rem 1.1rem; display: flex; flex-direction: column; gap: .3rem; }
        .card h3 { margin: 0; } .card p { margin: 0; font-size: .95rem; } .card .meta { margin-block-start: auto; padding-block-start: .5rem; }
        .variant { border: 1px solid var(--line); border-radius: var(--radius); padding: .2rem 1.2rem .6rem; margin-block: 1rem; }
        .source { font-style: normal; font-size: .88rem; color: var(--muted); } .source::before { content: "— "; }
        .aliases, .inline { padding: 0; margin: .3rem 0; list-style: none; } .aliases li { padding-block: .2rem; } .aliases small { color: var(--muted); }
        .inline { display: flex; flex-wrap: wrap; gap: .3rem 1.2rem; }
        .letters { display: flex; flex-wrap: wrap; gap: .3rem .9rem; max-inline-size: none; }
        .glossary { display: grid; grid-template-columns: minmax(0, 1fr) minmax(0, 1fr); gap: .2rem 2rem; } .glossary dt { font-weight: 400; } .glossary dd { margin: 0; }
        .scroll { overflow-x: auto; } table { border-collapse: collapse; inline-size: 100%; font-size: .95rem; }
        th, td { text-align: start; vertical-align: top; padding: .45rem .8rem .45rem 0; border-block-end: 1px solid var(--line); } tbody th { font-weight: 500; }
        .choice { font-size: 1.2rem; line-height: 2; padding-inline-start: 1.2rem; }
        @media (max-width: 56rem) { .columns { grid-template-columns: minmax(0, 1fr); } .languages { margin-inline-start: 0; } .glossary { grid-template-columns: minmax(0, 1fr); } .glossary dd { padding-inline-start: 1rem; margin-block-end: .5rem; } }
        @media print {
          :root { --text: #000; --muted: #333; --page: #fff; --panel: #fff; --line: #999; --link: #000; }
          .bar nav, .skip, footer { display: none; } main { max-inline-size: none; padding: 0; } .columns { display: block; }
          section, .variant, .card, aside { break-inside: avoid; } .formula { border: 1px solid var(--line); }
        }
        """

    static let icon = """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="7" fill="#0f766e"/><path d="M7 23V9l9 9 9-9v14" fill="none" stroke="#fff" stroke-width="3.2" stroke-linejoin="round" stroke-linecap="round"/></svg>
        """
}
