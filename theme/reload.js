// Only on a site that `kpi docs serve` shows: asks to be told of the next version, and loads it.
"use strict";
(async () => {
  const address = new URL("/~version", location.href);
  let version = null;
  for (;;) {
    try {
      const answer = await fetch(`${address}?after=${version ?? ""}`, { cache: "no-store" });
      const latest = await answer.text();
      if (version !== null && latest !== version) { location.reload(); return; }
      version = latest;
    } catch {
      await new Promise((wake) => setTimeout(wake, 1000));
    }
  }
})();
