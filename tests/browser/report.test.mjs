// The HTML report in a real Chromium: nothing leaves, nothing is refused, the pictures say what the JSON report of the
// same run says, it prints, and axe finds nothing.
//
// MSSTD is the program (default: target/debug/msstd), MSSTD_CHROMIUM the browser (default: /usr/bin/chromium).

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { chromium } from "playwright-core";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../..");
const MSSTD = resolve(process.env.MSSTD ?? join(ROOT, "target/debug/msstd"));
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");
const AT = "2026-06-01";
const DAY = 86_400_000;
const THEMES = ["light", "dark"];
const WIDTHS = [1280, 400];

// What the hostile folder is full of. It must be shown, and do nothing.
const MARKUP = `<script>alert(1)</script><img src=x onerror=alert(2)>"'><style>*{display:none}</style>&lt;b&gt;`;

let browser;
let folder;
const reports = {};

/** Checks paths and keeps the HTML report and the JSON report of the same run. */
function check(name, paths, options = []) {
  const html = join(folder, `${name}.html`);
  const json = join(folder, `${name}.json`);
  const arguments_ = ["check", ...paths, "--at", AT, "--fail-on", "never", ...options];
  execFileSync(MSSTD, [...arguments_, "--format", "short", "--report", `html=${html}`, "--report", `json=${json}`], { cwd: ROOT });
  reports[name] = { url: pathToFileURL(html).href, source: readFileSync(html, "utf8"), json: JSON.parse(readFileSync(json, "utf8")) };
}

/** The same with some findings accepted and one of the baseline, as a configuration would have it. */
function accept(name, from) {
  const report = structuredClone(reports[from].json);
  const [first, second, third] = report.findings.filter((finding) => finding.code !== "PN001");
  for (const finding of [first, second]) {
    finding.state = "allowed";
    finding.allowance = { reason: "The load balancer answers here", until: "2026-07-31" };
  }
  third.state = "baselined";
  const json = join(folder, `${name}.json`);
  const html = join(folder, `${name}.html`);
  writeFileSync(json, JSON.stringify(report));
  execFileSync(MSSTD, ["convert", json, "--report", `html=${html}`], { cwd: ROOT });
  reports[name] = { url: pathToFileURL(html).href, source: readFileSync(html, "utf8"), json: report };
}

/** A deployment with very many certificates, names and findings. */
function enlarge(name, from, many) {
  const report = structuredClone(reports[from].json);
  const [deployment] = report.deployments;
  const server = deployment.certificates.find((row) => row.role === "server");
  const inconclusive = report.findings.find((finding) => finding.outcome === "inconclusive");
  for (let index = 0; index < many; index += 1) {
    const digest = index.toString(16).padStart(64, "0");
    const path = `sites/site-${index}/certificates/mail.site-${index}.contoso.example.cer`;
    const day = (offset) => new Date(Date.parse(AT) + offset * DAY).toISOString().replace(".000", "");
    deployment.certificates.push({ ...server, id: digest, sha256: digest, sha1: digest.slice(24), places: [{ ...server.places[0], path }], bindings: [], not_before: day(index - 500), not_after: day(index - 100) });
    deployment.artifacts.push({ ...deployment.artifacts[0], path, sha256: digest });
    report.findings.push({ ...inconclusive, fingerprint: `1:${digest.slice(32)}`, path });
    if (index < 100) {
      const candidates = [server.id, ...Array.from({ length: 30 }, (_, at) => at.toString(16).padStart(64, "0"))].map((certificate, at) => ({ certificate, basis: at < 12 ? "covers-host" : null, verdict: "wildcard-only", why: "covers the host" }));
      deployment.principals.push({ ...deployment.principals[0], path: `sites/site-${index}/autodiscover.xml`, value: `msstd:mail.site-${index % 60}.contoso.example`, verdict: "wildcard-only", certificate: null, candidates });
      deployment.undecided.push({ code: "CH003", path, inside: [], line: 1, column: 1, reason: "the root is only in the export" });
    }
  }
  const json = join(folder, `${name}.json`);
  const html = join(folder, `${name}.html`);
  writeFileSync(json, JSON.stringify(report));
  execFileSync(MSSTD, ["convert", json, "--report", `html=${html}`], { cwd: ROOT });
  reports[name] = { url: pathToFileURL(html).href, source: readFileSync(html, "utf8"), json: report };
}

/** A folder whose every value is markup, a formula, or something that does not show. */
function hostile() {
  const path = join(folder, "hostile <b>&\"' $(touch x) =1+1");
  mkdirSync(path);
  const escaped = MARKUP.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const answer = (value) => `<?xml version="1.0" encoding="utf-8"?>
<Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006"><Response xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a"><Account><AccountType>email</AccountType><Action>settings</Action><Protocol><Type>EXPR</Type><Server>mail.contoso.com</Server><SSL>On</SSL><CertPrincipalName>${value}</CertPrincipalName></Protocol></Account></Response></Autodiscover>
`;
  writeFileSync(join(path, "<img src=x onerror=alert(3)>.xml"), answer(`msstd:${escaped}`));
  writeFileSync(join(path, "=cmd|' calc'!A0.xml"), answer("msstd:a\u202Emoc.osotnoc\u0085\u200B`x`"));
  writeFileSync(join(path, "new\nline\t.xml"), answer("=HYPERLINK(\"http://x.example/\")"));
  writeFileSync(join(path, "Get-OutlookProvider.txt"), `Name              : EXPR\nCertPrincipalName : msstd:${MARKUP}\nServer            : \n`);
  writeFileSync(join(path, "msstd.toml"), `name = ${JSON.stringify(`${MARKUP} \u202E deployment`)}\n`);
  return path;
}

/** Opens a page, and keeps what it asks for and complains about. */
async function open(name, { width = 1280 } = {}) {
  const context = await browser.newContext({ viewport: { width, height: 900 }, colorScheme: "light" });
  const page = await context.newPage();
  const requests = [];
  const complaints = [];
  page.on("request", (request) => requests.push(request.url()));
  page.on("console", (message) => message.type() === "error" && complaints.push(message.text()));
  page.on("pageerror", (error) => complaints.push(String(error)));
  page.on("dialog", (dialog) => {
    complaints.push(`a dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  await page.goto(reports[name].url, { waitUntil: "load" });
  return { page, requests, complaints, close: () => context.close() };
}

before(async () => {
  folder = mkdtempSync(join(tmpdir(), "msstd-browser-"));
  for (const sample of ["everything", "half-renewed-farm", "healthy", "provider-disagrees", "seeds-case"]) {
    check(sample, [`samples/${sample}`]);
  }
  check("all", ["samples"]);
  check("hostile", [hostile()]);
  accept("accepted", "everything");
  enlarge("large", "half-renewed-farm", 500);
  browser = await chromium.launch({
    executablePath: process.env.MSSTD_CHROMIUM ?? "/usr/bin/chromium",
    args: ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
  });
});

after(async () => {
  await browser?.close();
  rmSync(folder, { recursive: true, force: true });
});

const NAMES = ["everything", "half-renewed-farm", "healthy", "provider-disagrees", "all", "hostile", "accepted", "large"];

for (const name of NAMES) {
  describe(name, () => {
    test("asks for nothing and complains of nothing", async () => {
      const { page, requests, complaints, close } = await open(name);
      await page.waitForTimeout(200);
      assert.deepEqual(requests, [reports[name].url]);
      assert.deepEqual(complaints, []);
      const policy = await page.getAttribute('meta[http-equiv="Content-Security-Policy"]', "content");
      assert.match(policy, /^default-src 'none'; style-src 'sha256-[A-Za-z0-9+/]{43}='; base-uri 'none'; form-action 'none'$/);
      assert.equal(await page.evaluate(() => document.styleSheets[0].cssRules.length > 50), true, "the style sheet takes effect");
      await close();
    });

    test("has neither scripts nor styles nor addresses of its own", async () => {
      const { page, close } = await open(name);
      const found = await page.evaluate(() => {
        const elements = [...document.querySelectorAll("*")];
        return {
          active: document.querySelectorAll("script, link, img, iframe, object, embed, form, input, base, video, audio, use, image, foreignObject, animate, set").length,
          styles: document.querySelectorAll("style").length,
          attributes: elements.flatMap((element) => element.getAttributeNames()).filter((attribute) => attribute.startsWith("on") || ["style", "src", "srcset", "xlink:href"].includes(attribute)),
          links: [...document.querySelectorAll("[href]")].map((element) => element.getAttribute("href")).filter((href) => !href.startsWith("#")),
          lost: [...document.querySelectorAll("[href]")].map((element) => element.getAttribute("href").slice(1)).filter((id) => !document.getElementById(id)),
          twice: elements.map((element) => element.id).filter((id, index, all) => id && all.indexOf(id) !== index),
        };
      });
      assert.deepEqual(found, { active: 0, styles: 1, attributes: [], links: [], lost: [], twice: [] });
      await close();
    });

    test("axe finds nothing in either theme, on a wide and on a small screen", async () => {
      const { page, close } = await open(name);
      await page.evaluate(AXE);
      for (const theme of THEMES) {
        for (const width of WIDTHS) {
          await page.emulateMedia({ colorScheme: theme });
          await page.setViewportSize({ width, height: 900 });
          const violations = await page.evaluate(async () => {
            const result = await window.axe.run(document, { resultTypes: ["violations"] });
            return result.violations.map((one) => `${one.id}: ${one.help}: ${one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(" | ")}`);
          });
          assert.deepEqual(violations, [], `${theme} at ${width}`);
          const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
          assert.ok(wide <= 0, `the page is ${wide} pixels too wide at ${width}`);
        }
      }
      await close();
    });

    test("prints", async () => {
      // An A4 page without its margins, in pixels.
      const { page, close } = await open(name, { width: 680 });
      await page.emulateMedia({ media: "print" });
      const printed = await page.evaluate(() => {
        const seen = (element) => element.getClientRects().length > 0;
        const matters = "h1, h2, h3, h4, table, figure, pre, .answer, .finding, .fingerprint, .lines li, .following li, svg.timeline, svg.map.wide";
        const region = (element) => [...element.querySelectorAll("*")].every((inner) => inner.closest(".unseen, details:not([open]) > :not(summary)") || inner.closest("svg") || inner.getBoundingClientRect().right <= innerWidth + 1);
        return {
          hidden: [...document.querySelectorAll(matters)].filter((element) => !element.closest("details:not([open])") && !seen(element)).map((element) => element.outerHTML.slice(0, 80)),
          wide: document.documentElement.scrollWidth - innerWidth,
          cut: [...document.querySelectorAll("main > section, .scroll, .rules")].filter((element) => !region(element)).map((element) => element.id || element.className),
          paper: getComputedStyle(document.body).backgroundColor,
        };
      });
      assert.deepEqual(printed, { hidden: [], wide: 0, cut: [], paper: "rgb(255, 255, 255)" });
      const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
      assert.ok((pdf.match(/\/Type\s*\/Page\b/g) ?? []).length > 1, "more than one page");
      await close();
    });
  });
}

const words = {
  "common-name": "matches the common name",
  "subject-alternative-name": "matches the subjectAltName only",
  "wildcard-only": "covered by a wildcard only",
  mismatch: "does not match",
  disabled: "not used",
  "not-ours": "Microsoft's own, not judged",
  malformed: "not a valid principal",
  inconclusive: "not determined",
};

const shown = (place) => [place.path, ...place.inside].join("!") + (place.index > 1 ? `#${place.index}` : "");

for (const name of ["everything", "half-renewed-farm", "healthy", "provider-disagrees"]) {
  describe(`the pictures of ${name}`, () => {
    test("the matrix has every name, every server certificate, and the verdicts", async () => {
      const { page, close } = await open(name);
      const [deployment] = reports[name].json.deployments;
      const matrix = await page.evaluate(() => {
        const text = (element) => element.innerText.replace(/\s+/g, " ").trim();
        const rows = [...document.querySelectorAll("#d1-matrix tbody tr")];
        return {
          columns: [...document.querySelectorAll("#d1-matrix thead th.certificate .name")].map(text),
          rows: rows.map((row) => ({
            value: row.querySelector("th code").textContent,
            places: [...row.querySelectorAll("th .places li")].map((place) => place.textContent),
            cells: [...row.querySelectorAll("td")].map((cell) => ({ text: cell.querySelector(".verdict") && text(cell.querySelector(".verdict")), chosen: cell.matches(".chosen"), presented: cell.querySelector(".here") !== null })),
          })),
        };
      });
      const certificates = new Map(deployment.certificates.map((row) => [row.id, row.places.length ? shown(row.places[0]) : row.sha1.toUpperCase()]));
      const servers = [...new Set(deployment.principals.flatMap((row) => row.candidates.map((one) => certificates.get(one.certificate))))];
      assert.deepEqual([...matrix.columns].sort(), servers.sort());
      assert.equal(matrix.rows.flatMap((row) => row.places).length, deployment.principals.length);
      for (const principal of deployment.principals) {
        const place = `${shown(principal)}:${principal.line}`;
        const row = matrix.rows.find((row) => row.value === principal.value && row.places.some((one) => one.endsWith(`: ${place}`)));
        assert.ok(row, `${principal.value} in ${place}`);
        const [verdict, ...cells] = row.cells;
        assert.ok(verdict.text.endsWith(words[principal.verdict]), verdict.text);
        const isCompared = !["not-ours", "disabled", "malformed"].includes(principal.verdict);
        for (const [at, cell] of cells.entries()) {
          if (!isCompared) {
            assert.equal(cell.text, null, "what is not compared has an empty cell");
            continue;
          }
          const candidate = principal.candidates.find((one) => certificates.get(one.certificate) === matrix.columns[at]);
          assert.ok(cell.text.endsWith(words[candidate.verdict]), `${cell.text} is ${candidate.verdict}`);
          assert.notEqual(cell.text, words[candidate.verdict], "a sign says it too");
          assert.equal(cell.chosen, candidate.certificate === principal.certificate);
          assert.equal(cell.presented, candidate.basis !== null);
        }
      }
      await close();
    });

    for (const width of WIDTHS) {
      test(`the time line is right at ${width} pixels`, async () => {
        const { page, close } = await open(name, { width });
        const [deployment] = reports[name].json.deployments;
        const drawn = await page.evaluate(() => {
          const box = document.querySelector("svg.timeline").getBoundingClientRect();
          const part = (x) => (x - box.left) / box.width;
          const lines = (selector) => [...document.querySelectorAll(`svg.timeline line${selector}`)].map((line) => part(line.getBoundingClientRect().left));
          return {
            today: lines(".mark.today"),
            soon: lines(".mark.soon"),
            bars: [...document.querySelectorAll("svg.timeline g[data-id]")].map((group) => {
              const bar = group.querySelector("rect.bar")?.getBoundingClientRect();
              return { id: group.dataset.id, bar: bar && [part(bar.left), part(bar.right)] };
            }),
            table: [...document.querySelectorAll("#d1-dates tbody tr")].map((row) => [...row.querySelectorAll(".day")].map((cell) => cell.textContent)),
            states: [...document.querySelectorAll("#d1-dates tbody tr .verdict")].map((cell) => cell.innerText),
          };
        });
        const near = (one, other, what) => assert.ok(Math.abs(one - other) < 0.01, `${what}: ${one}, not ${other}`);
        assert.equal(drawn.today.length, 1);
        assert.equal(drawn.soon.length, 2);
        const at = Date.parse(deployment.at);
        // Two marks give the scale; everything else has to follow it.
        const day = (drawn.soon[1] - drawn.today[0]) / 60;
        near(drawn.soon[0], drawn.today[0] + 30 * day, "the mark of 30 days");
        const place = (moment) => Math.min(1, Math.max(0, drawn.today[0] + ((Date.parse(moment) - at) / DAY) * day));
        assert.deepEqual(drawn.bars.map((bar) => bar.id).sort(), deployment.certificates.map((row) => row.id).sort());
        for (const [index, { id, bar }] of drawn.bars.entries()) {
          const certificate = deployment.certificates.find((row) => row.id === id);
          const [from, until] = [place(certificate.not_before), place(certificate.not_after)];
          assert.equal(bar !== undefined, until > 0 && from < 1, `${id} is drawn where it lies within the picture`);
          if (bar) {
            near(bar[0], from, "start");
            near(bar[1], until, "end");
          }
          assert.deepEqual(drawn.table[index], [certificate.not_before.slice(0, 10), certificate.not_after.slice(0, 10)]);
          const days = Math.trunc((Date.parse(certificate.not_after) - at) / DAY);
          assert.match(drawn.states[index], days < 0 ? new RegExp(`expired ${-days} days ago`) : new RegExp(`${days} days`));
        }
        const crossed = await page.evaluate(() => {
          const boxes = (selector) => [...document.querySelectorAll(`svg.timeline ${selector}`)].map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0);
          const texts = boxes("text:not(.arrow)");
          const overlap = (one, other) => one.left < other.right - 1 && other.left < one.right - 1 && one.top < other.bottom - 1 && other.top < one.bottom - 1;
          const lines = [...document.querySelectorAll("svg.timeline line")].map((line) => line.getBoundingClientRect()).map(({ left, right, top, bottom }) => ({ left: left - 1, right: right + 1, top, bottom }));
          return texts.flatMap((text, index) => [...texts.slice(index + 1), ...lines].filter((other) => overlap(text, other)).map((other) => [text.left, text.top, other.left, other.top]));
        });
        assert.deepEqual(crossed, [], "no mark and no text is on a text");
        await close();
      });
    }

    test("the map leads every name to its certificate, on wide and small screens", async () => {
      const [deployment] = reports[name].json.deployments;
      for (const width of WIDTHS) {
        const { page, close } = await open(name, { width });
        const maps = await page.evaluate(() => [...document.querySelectorAll("svg.map")].filter((map) => map.getClientRects().length > 0).map((map) => map.textContent));
        assert.equal(maps.length, 1, "one of the two drawings shows");
        for (const { value, verdict } of deployment.principals) {
          assert.ok(maps[0].includes(value), value);
          const legend = await page.innerText(".legend");
          assert.ok(legend.includes(words[verdict]), verdict);
        }
        const signs = await page.evaluate(() => [...document.querySelectorAll("svg.map circle")].map((one) => one.getBoundingClientRect()).filter((box) => box.width > 0).map(({ x, y, width }) => ({ x, y, width })));
        for (const [index, one] of signs.entries()) {
          for (const other of signs.slice(index + 1)) {
            assert.ok(Math.hypot(one.x - other.x, one.y - other.y) >= one.width, "signs do not overlap");
          }
        }
        const values = new Set(deployment.principals.filter((row) => row.vantage === "outside" && row.verdict !== "not-ours").map((row) => row.value));
        assert.equal(await page.locator(".disagree li").count() > 0, values.size > 1);
        await close();
      }
    });
  });
}

describe("one broken certificate", () => {
  test("prints on at most four pages", async () => {
    const { page, close } = await open("seeds-case");
    const pdf = (await page.pdf({ format: "A4" })).toString("latin1");
    const pages = (pdf.match(/\/Type\s*\/Page\b/g) ?? []).length;
    assert.ok(pages <= 4, `${pages} pages`);
    await close();
  });
});

describe("a very large deployment", () => {
  test("says what is left out, and lists every input", async () => {
    const { page, close } = await open("large");
    const text = (await page.evaluate(() => document.querySelector("main").innerText)).replaceAll(/\s+/g, " ");
    for (const said of [/\d+ more required names are not shown here/, /\d+ more server certificates are not shown here/, /Not drawn here, but in --format json: \d+ expired/, /CH001: \d+ more findings/, /\d+ more names are in the table below/]) {
      assert.match(text, said);
    }
    const inputs = new Set(reports.large.json.deployments[0].artifacts.map((row) => shown(row)));
    assert.equal(await page.locator("#d1-inputs tbody tr").count(), inputs.size);
    await close();
  });
});

describe("a reader who has the file alone", () => {
  test("learns which name is wrong, where, who is affected, what to run, and what was not checked", async () => {
    const { page, close } = await open("everything");
    const finding = reports.everything.json.findings.find((one) => one.code === "PN001" && one.cause === null);
    const front = await page.innerText("#answer");
    assert.match(front, /Outlook requires msstd:mail\.contoso\.com/);
    assert.match(front, /What was not checked/);
    const told = page.locator(`#d1-${finding.fingerprint.replaceAll(/[^A-Za-z0-9]/g, "-")}`);
    const text = await told.innerText();
    for (const part of ["shell/Get-OutlookProvider.txt:24:26", "outlook.contoso.com.cer (decoded)", "Affects", "Symptoms", finding.fixes[0].command, finding.fingerprint]) {
      assert.ok(text.includes(part), part);
    }
    assert.deepEqual((await told.locator("mark").allInnerTexts()).slice(0, 2), ["msstd:mail.contoso.com", "outlook.contoso.com"]);
    for (const artifact of reports.everything.json.deployments[0].artifacts) {
      const row = page.locator("#d1-inputs tr", { hasText: artifact.sha256 });
      assert.ok(await row.count() > 0, artifact.path);
    }
    await close();
  });

  test("learns what was accepted, why and until when", async () => {
    const { page, close } = await open("accepted");
    const front = await page.innerText("#answer");
    assert.match(front, /accepted until 2026-07-31: The load balancer answers here/);
    assert.equal(await page.locator(".accepted .lines li").count(), 2);
    assert.equal(await page.locator(".baselined .lines li").count(), 1);
    const counted = reports.accepted.json.findings.filter((one) => one.state === "new").length;
    const told = (await page.locator(".finding").count()) + (await page.locator(".following li").count());
    assert.equal(told, counted);
    await close();
  });

  test("sees every hostile text as text", async () => {
    const { page, close } = await open("hostile");
    const text = await page.evaluate(() => document.body.textContent);
    assert.ok(text.includes(`msstd:${MARKUP}`), "the value as it is");
    assert.ok(text.includes("<img src=x onerror=alert(3)>.xml"), "the name of a file as it is");
    assert.ok(text.includes("<U+202E>"), "what turns the text around, written out");
    assert.ok(!/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200b-\u200f\u202a-\u202e\u2066-\u2069]/.test(text), "nothing that does not show");
    await close();
  });

  test("reaches everything by keyboard, the way past the header first", async () => {
    const { page, close } = await open("everything", { width: 400 });
    await page.keyboard.press("Tab");
    assert.equal(await page.evaluate(() => document.activeElement.className), "skip");
    const box = await page.locator(".skip").boundingBox();
    assert.ok(box.y >= 0 && box.height > 0, "it shows when it has the focus");
    await page.keyboard.press("Enter");
    await page.waitForFunction(() => location.hash === "#answer");
    const reached = new Set();
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press("Tab");
      reached.add(await page.evaluate(() => document.activeElement.getAttribute("aria-labelledby") ?? document.activeElement.getAttribute("href")));
    }
    for (const wanted of ["#d1-findings", "d1-matrix-c", "d1-time-c", "d1-inputs-c", "rules-h"]) {
      assert.ok(reached.has(wanted), `${wanted} is reached`);
    }
    await close();
  });
});
