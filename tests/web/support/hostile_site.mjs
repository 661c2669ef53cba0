// SPDX-License-Identifier: GPL-3.0-or-later
// A blog whose author tries to run a script in the reader's page, from every field that a post has.

// Sets window.ran if it becomes more than text.
export const attack = (where) => `<img src=x onerror="window.ran='${where}'"><script>window.ran='${where}'</script>`;

const quoted = (text) => `'${text.replaceAll("'", "''")}'`;
const entities = (text) => text.replaceAll("<", "&lt;").replaceAll(">", "&gt;");

export const hostileFiles = {
  "_config.yml": "title: Hostile\nurl: https://hostile.example\n",
  "_posts/2024-01-01-fields.md": `---
title: ${quoted("walnut " + attack("title"))}
description: ${quoted("walnut description " + attack("description"))}
tags: [${quoted("walnut-tag " + attack("tag"))}]
categories: [${quoted("walnut-category " + attack("category"))}]
author: ${quoted("walnut author " + attack("author"))}
---
walnut body ${entities(attack("body"))}

## walnut heading ${entities(attack("heading"))}

walnut section \`${attack("code")}\` and &lt;mark&gt; walnut &amp;lt;script&amp;gt; </mark><mark onclick=alert(1)>

    walnut ${attack("block")}
`,
  "_posts/2024-01-02-link.md": `---
title: walnut link
permalink: "javascript:window.ran='permalink'"
---
walnut by a permalink
`,
  "_posts/2024-01-03-long.md": `---
title: ${quoted("walnut " + "Donaudampfschifffahrtsgesellschaftskapitaen".repeat(12) + " " + "and so on ".repeat(60))}
tags: [${"x".repeat(400)}]
---
walnut ${"unbreakable".repeat(300)}
`,
};
