/// The pages' shapes, in Mustache. `{{x}}` is escaped; `{{{x}}}` is only used
/// for MathML and links that the program itself wrote.
enum Templates {
    static let all: [String: String] = [
        "layout": layout, "home": home, "metric": metric, "glossary": glossary, "data": data,
        "sources": sources, "languages": languages, "missing": missing, "cites": cites
    ]

    private static let layout = """
        <!doctype html>
        <html lang="{{lang}}" dir="{{dir}}">
        <head>
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width, initial-scale=1">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'">
        <meta name="color-scheme" content="light dark">
        <title>{{title}}</title>
        {{#description}}<meta name="description" content="{{description}}">
        {{/description}}
        <link rel="stylesheet" href="{{root}}assets/site.css">
        <link rel="icon" href="{{root}}assets/icon.svg" type="image/svg+xml">
        {{#alternates}}<link rel="alternate" hreflang="{{tag}}" href="{{href}}">
        {{/alternates}}
        </head>
        <body>
        <a class="skip" href="#content">{{t.skip}}</a>
        <header class="bar">
        <a class="brand" href="{{home}}">{{site}}</a>
        <nav aria-label="{{t.navigation}}">
        <ul>
        {{#menu}}<li><a href="{{href}}"{{#current}} aria-current="page"{{/current}}>{{name}}</a></li>
        {{/menu}}
        </ul>
        </nav>
        <nav class="languages" aria-label="{{t.languages}}">
        <ul>
        {{#languages}}<li><a href="{{href}}" hreflang="{{tag}}" lang="{{tag}}"{{#current}} aria-current="true"{{/current}}>{{name}}</a></li>
        {{/languages}}
        </ul>
        </nav>
        </header>
        <main id="content">
        {{$content}}{{/content}}
        </main>
        <footer><p>{{t.made-with}}</p></footer>
        </body>
        </html>
        """

    private static let home = """
        {{<layout}}{{$content}}
        <h1>{{site}}</h1>
        <p class="lead">{{t.intro}}</p>
        {{#themes}}
        <section aria-labelledby="theme-{{id}}">
        <h2 id="theme-{{id}}">{{name}}</h2>
        {{#definition}}<p>{{definition}}</p>{{/definition}}
        <ul class="cards">
        {{#metrics}}<li class="card">
        <h3><a href="metrics/{{id}}.html">{{name}}</a></h3>
        {{#definition}}<p>{{definition}}</p>{{/definition}}
        <p class="meta"><span class="chip">{{unit}}</span> <span class="chip {{direction}}">{{directionText}}</span></p>
        </li>
        {{/metrics}}
        </ul>
        </section>
        {{/themes}}
        {{/content}}{{/layout}}
        """

    private static let cites = """
        {{#cites}}<cite class="source">{{#href}}<a href="{{href}}">{{text}}</a>{{/href}}{{^href}}{{text}}{{/href}}</cite> {{/cites}}
        """

    private static let metric = """
        {{<layout}}{{$content}}
        <p class="crumbs"><a href="{{home}}">{{t.all-metrics}}</a> {{#themes}}<a href="{{home}}#theme-{{id}}">{{name}}</a> {{/themes}}</p>
        <article>
        <h1{{#nameLang}} lang="{{nameLang}}"{{/nameLang}}>{{name}}</h1>
        {{#isBorrowed}}<p class="notice">{{t.fallback}}</p>{{/isBorrowed}}
        {{#definition}}<p class="lead"{{#lang}} lang="{{lang}}"{{/lang}}>{{text}}</p>{{/definition}}

        <div class="columns">
        <div class="body">
        <section aria-labelledby="formula">
        <h2 id="formula">{{t.formula}}</h2>
        <div class="formula">{{{mathML}}}</div>
        <p class="phrase">{{display}}</p>
        <p class="code"><span>{{t.formula-catalog}}</span> <code dir="ltr">{{formula}}</code></p>
        <p>{{#formulaCites}}{{>cites}}{{/formulaCites}}</p>
        {{#hasEntities}}<p>{{t.symbols}}: {{#entities}}<a href="../data.html#{{id}}">{{name}}</a> {{/entities}}</p>{{/hasEntities}}
        {{#hasParameters}}<h3>{{t.parameters}}</h3>
        <dl>{{#parameters}}<dt>{{name}} <code dir="ltr">{{id}}</code></dt><dd><strong>{{value}}</strong> {{explanation}} {{>cites}}</dd>{{/parameters}}</dl>{{/hasParameters}}
        </section>

        {{#reading}}<section aria-labelledby="reading">
        <h2 id="reading">{{t.reading}}</h2>
        <p{{#lang}} lang="{{lang}}"{{/lang}}>{{text}}</p>
        </section>{{/reading}}

        {{#hasVariants}}<section aria-labelledby="variants">
        <h2 id="variants">{{t.variants}}</h2>
        {{#variants}}<div class="variant" id="variant-{{id}}">
        <h3>{{name}}{{#chosen}} <span class="chip chosen">{{t.chosen}}</span>{{/chosen}}</h3>
        {{#explanation}}<p>{{explanation}}</p>{{/explanation}}
        <div class="formula">{{{mathML}}}</div>
        <p class="phrase">{{display}}</p>
        <dl class="facts"><div><dt>{{t.differs}}</dt><dd>{{differs}}{{#metricHref}}: <a href="{{metricHref}}">{{metricName}}</a>{{/metricHref}}</dd></div>
        <div><dt>{{t.unit}}</dt><dd>{{unit}}</dd></div>
        <div><dt>{{t.direction}}</dt><dd>{{direction}}</dd></div></dl>
        <p>{{>cites}}</p>
        </div>{{/variants}}
        </section>{{/hasVariants}}

        {{#hasTargets}}<section aria-labelledby="targets">
        <h2 id="targets">{{t.targets}}</h2>
        <ul>{{#targets}}<li><strong>{{value}}</strong> {{text}} {{>cites}}</li>{{/targets}}</ul>
        </section>{{/hasTargets}}

        {{#hasBenchmarks}}<section aria-labelledby="benchmarks">
        <h2 id="benchmarks">{{t.benchmarks}}</h2>
        <p>{{t.benchmarks-note}}</p>
        <ul>{{#benchmarks}}<li><strong>{{value}}</strong> {{text}} {{>cites}}</li>{{/benchmarks}}</ul>
        </section>{{/hasBenchmarks}}

        {{#hasAdvice}}<section aria-labelledby="advice">
        <h2 id="advice">{{t.advice}}</h2>
        <ul>{{#advice}}<li>{{text}} {{>cites}}</li>{{/advice}}</ul>
        </section>{{/hasAdvice}}

        {{#hasConfusions}}<section aria-labelledby="confused">
        <h2 id="confused">{{t.confused-with}}</h2>
        <dl>{{#confusions}}<dt><a href="{{href}}">{{name}}</a></dt><dd>{{note}}</dd>{{/confusions}}</dl>
        </section>{{/hasConfusions}}
        </div>

        <aside aria-label="{{t.facts}}">
        <h2>{{t.facts}}</h2>
        <dl class="facts">
        <div><dt>{{t.unit}}</dt><dd>{{unit}}</dd></div>
        <div><dt>{{t.direction}}</dt><dd><span class="chip {{directionId}}">{{direction}}</span></dd></div>
        {{#additivity}}<div><dt>{{t.additivity}}</dt><dd>{{additivity}}</dd></div>{{/additivity}}
        <div><dt>{{t.measured}}</dt><dd>{{measured}}</dd></div>
        {{#channels}}<div><dt>{{t.channels}}</dt><dd>{{channels}}</dd></div>{{/channels}}
        <div><dt>ID</dt><dd><code dir="ltr">{{id}}</code></dd></div>
        </dl>
        {{#hasAliases}}<h2>{{t.also-called}}</h2>
        <ul class="aliases">{{#aliases}}<li>{{term}}{{#note}} <small>{{note}}</small>{{/note}} {{>cites}}</li>{{/aliases}}</ul>{{/hasAliases}}
        {{#hasRelations}}<h2>{{t.related}}</h2>
        <dl>{{#relations}}<dt>{{kind}}</dt><dd>{{#metrics}}<a href="{{href}}">{{name}}</a> {{/metrics}}</dd>{{/relations}}</dl>{{/hasRelations}}
        {{#hasSources}}<h2>{{t.sources}}</h2>
        <ul class="aliases">{{#sources}}<li>{{>cites}}</li>{{/sources}}</ul>{{/hasSources}}
        </aside>
        </div>
        </article>
        {{/content}}{{/layout}}
        """

    private static let glossary = """
        {{<layout}}{{$content}}
        <h1>{{t.glossary}}</h1>
        <p class="lead">{{t.glossary-intro}}</p>
        <p class="letters">{{#groups}}<a href="#{{anchor}}">{{letter}}</a> {{/groups}}</p>
        {{#groups}}<section aria-labelledby="{{anchor}}">
        <h2 id="{{anchor}}">{{letter}}</h2>
        <dl class="glossary">{{#terms}}<dt>{{term}}</dt><dd>{{#metrics}}<a href="metrics/{{id}}.html">{{name}}</a> {{/metrics}}</dd>{{/terms}}</dl>
        </section>{{/groups}}
        {{/content}}{{/layout}}
        """

    private static let data = """
        {{<layout}}{{$content}}
        <h1>{{t.data}}</h1>
        <p class="lead">{{t.data-intro}}</p>
        {{#entities}}<section aria-labelledby="{{id}}">
        <h2 id="{{id}}">{{name}} <code dir="ltr">{{id}}</code></h2>
        {{#definition}}<p>{{definition}}</p>{{/definition}}
        {{#hasFields}}<div class="scroll" role="region" tabindex="0" aria-labelledby="{{id}}"><table>
        <thead><tr><th scope="col">{{t.field}}</th><th scope="col">ID</th><th scope="col">{{t.meaning}}</th></tr></thead>
        <tbody>{{#fields}}<tr><th scope="row">{{name}}</th><td><code dir="ltr">{{id}}</code></td><td>{{definition}}</td></tr>{{/fields}}</tbody>
        </table></div>{{/hasFields}}
        </section>{{/entities}}
        {{/content}}{{/layout}}
        """

    private static let sources = """
        {{<layout}}{{$content}}
        <h1>{{t.sources}}</h1>
        <p class="lead">{{t.sources-intro}}</p>
        {{#documents}}<section aria-labelledby="{{id}}">
        <h2 id="{{id}}" lang="{{language}}">{{title}}</h2>
        {{#description}}<p>{{description}}</p>{{/description}}
        <p class="meta">{{#published}}<span class="chip">{{published}}</span> {{/published}}<code dir="ltr">{{file}}</code></p>
        {{#hasMetrics}}<h3>{{t.cited-by}}</h3>
        <ul class="inline">{{#metrics}}<li><a href="metrics/{{id}}.html">{{name}}</a></li>{{/metrics}}</ul>{{/hasMetrics}}
        </section>{{/documents}}
        {{/content}}{{/layout}}
        """

    private static let languages = """
        {{<layout}}{{$content}}
        <h1>{{site}}</h1>
        <ul class="choice">{{#languages}}<li><a href="{{href}}" hreflang="{{tag}}" lang="{{tag}}">{{name}}</a></li>{{/languages}}</ul>
        {{/content}}{{/layout}}
        """

    private static let missing = """
        {{<layout}}{{$content}}
        <h1>404</h1>
        <ul class="choice">{{#notices}}<li lang="{{tag}}"><a href="{{href}}" hreflang="{{tag}}">{{text}}</a></li>{{/notices}}</ul>
        {{/content}}{{/layout}}
        """
}
