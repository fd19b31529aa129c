// What msstd writes for other tools, read by the readers of those tools: STIG Manager's parser of checklists, Heimdall's
// inspecjs and compliance-trestle for OSCAL. Each finds every control with the status that the JSON report of the same run
// has, and warns of nothing.
//
// MSSTD is the program (default: target/debug/msstd), MSSTD_TRESTLE a Python that has compliance-trestle (default: python3).
// A reader that is not installed skips its tests, but not where CI is set.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { after, before, describe, test } from "node:test";
import { fileURLToPath } from "node:url";

const HERE = dirname(fileURLToPath(import.meta.url));
const ROOT = resolve(HERE, "../..");
const MSSTD = resolve(process.env.MSSTD ?? join(ROOT, "target/debug/msstd"));
const PYTHON = process.env.MSSTD_TRESTLE ?? "python3";
const FORMATS = ["json", "cklb", "hdf", "oscal"];

/** A reader, or why its tests are skipped. */
async function reader(load) {
  try {
    return { loaded: await load() };
  } catch (error) {
    if (process.env.CI) throw error;
    return { skip: `not installed: ${error.message.split("\n")[0]}` };
  }
}

const stigManager = await reader(() => import("@nuwcdivnpt/stig-manager-client-modules"));
const heimdall = await reader(() => import("inspecjs"));
const trestle = await reader(() => {
  execFileSync(PYTHON, ["-c", "import trestle"], { stdio: ["ignore", "ignore", "pipe"] });
  return true;
});

let folder;
/** The reports of each sample, by its name. */
const samples = {};

before(() => {
  folder = mkdtempSync(join(tmpdir(), "msstd-readers-"));
  const all = readdirSync(join(ROOT, "samples"), { withFileTypes: true }).filter((entry) => entry.isDirectory());
  for (const name of [...all.map((entry) => entry.name), "."]) {
    const path = (format) => join(folder, `${name === "." ? "all" : name}.${format}.json`);
    const reports = FORMATS.flatMap((format) => ["--report", `${format}=${path(format)}`]);
    const check = ["check", join("samples", name), "--at", "2026-06-01", "--fail-on", "never", "--format", "short", ...reports];
    execFileSync(MSSTD, check, { cwd: ROOT });
    const texts = Object.fromEntries(FORMATS.map((format) => [format, readFileSync(path(format), "utf8")]));
    samples[name] = { ...texts, report: JSON.parse(texts.json), path };
  }
});

after(() => rmSync(folder, { recursive: true, force: true }));

/** Runs what reads, and gives what it prints besides. */
function warningsOf(read) {
  const warnings = [];
  const kept = Object.fromEntries(["log", "info", "warn", "error"].map((name) => [name, console[name]]));
  const note = (warning) => warnings.push(String(warning));
  process.on("warning", note);
  for (const name of Object.keys(kept)) console[name] = (...all) => warnings.push(all.join(" "));
  try {
    return { result: read(), warnings };
  } finally {
    Object.assign(console, kept);
    process.off("warning", note);
  }
}

/** Which of several results of a control counts for all deployments together. */
const WORSE = ["not-applicable", "not-a-finding", "not-reviewed", "open"];

/** What the JSON report says of each control, all deployments together: by framework, then by number. */
function statuses({ deployments }) {
  const frameworks = {};
  for (const { controls } of deployments) {
    for (const { framework, id, status } of controls) {
      const known = (frameworks[framework] ??= {});
      if (WORSE.indexOf(status) > WORSE.indexOf(known[id])) known[id] = status;
    }
  }
  return Object.keys(frameworks).length > 0 ? frameworks : notReviewed();
}

/** What a report without an export comes to: the controls of a report that has some, and none reviewed. */
function notReviewed() {
  const all = {};
  for (const { framework, id } of rowsOf(undefined)) (all[framework] ??= {})[id] = "not-reviewed";
  return all;
}

/** The rows of a deployment; without an export that a control is about, those of another one, not reviewed. */
function rowsOf(deployment) {
  if (deployment?.controls.length > 0) return deployment.controls;
  const others = Object.values(samples).flatMap(({ report }) => report.deployments);
  const { controls } = others.find((one) => one.controls.length > 0);
  return controls.map((row) => ({ ...row, status: "not-reviewed" }));
}

/** Samples that show every status between them: a test of no control would prove nothing. */
test("the samples have controls of every status", () => {
  const all = Object.values(samples).flatMap(({ report }) => Object.values(statuses(report)).flatMap(Object.values));
  assert.deepEqual([...new Set(all)].sort(), [...WORSE].sort());
});

describe("STIG Manager reads the checklist", { skip: stigManager.skip }, () => {
  // As STIG Manager imports: every review counts, also one that nobody made.
  const options = {
    fieldSettings: { detail: { enabled: "always", required: "always" }, comment: { enabled: "always", required: "optional" } },
    importOptions: {
      autoStatus: { pass: "submitted", fail: "submitted", notapplicable: "submitted" },
      unreviewed: "always",
      unreviewedCommented: "notchecked",
      emptyDetail: "replace",
      emptyComment: "ignore",
      allowCustom: true,
    },
    allowAccept: false,
  };
  const RESULTS = { open: "fail", "not-a-finding": "pass", "not-reviewed": "notchecked", "not-applicable": "notapplicable" };

  test("with every control and its status, without a warning", () => {
    for (const [name, { cklb, report }] of Object.entries(samples)) {
      const { result, warnings } = warningsOf(() =>
        stigManager.loaded.reviewsFromCklb({ data: cklb, sourceRef: name, ...options }));
      assert.deepEqual(warnings, [], name);
      assert.equal(result.errors, undefined, name);
      const names = report.deployments.map((one) => one.name).join(", ");
      assert.equal(result.target.name, names.length > 255 ? `${names.slice(0, 254)}…` : names);
      const frameworks = statuses(report);
      for (const checklist of result.checklists) {
        assert.match(checklist.revisionStr, /^V\d+R\d+$/, name);
        const source = JSON.parse(cklb).stigs.find((stig) => stig.stig_id === checklist.benchmarkId);
        assert.equal(checklist.reviews.length, source.rules.length, `${name}: no rule is dropped`);
        const ids = source.rules.map((rule) => rule.group_id);
        const framework = Object.values(frameworks).find((one) => Object.keys(one).sort().join() === [...ids].sort().join());
        assert.ok(framework, `${name}: ${checklist.benchmarkId} has the controls of a framework`);
        checklist.reviews.forEach((review, index) => {
          assert.equal(review.result, RESULTS[framework[ids[index]]], `${name}: ${ids[index]}`);
          assert.match(review.ruleId, /^SV-\d+r\d+_rule$/, `${name}: ${ids[index]}`);
          assert.ok(review.detail.length > 0 && review.detail.length < 32767, `${name}: ${ids[index]}`);
          // What is decided can be submitted as it is.
          if (review.result !== "notchecked") assert.equal(review.status, "submitted", `${name}: ${ids[index]}`);
        });
      }
    }
  });

  test("a STIG is left out only where another product's applies", () => {
    for (const [name, { cklb, report }] of Object.entries(samples)) {
      const rules = JSON.parse(cklb).stigs.flatMap((stig) => stig.rules.map((rule) => rule.group_id));
      for (const controls of Object.values(statuses(report))) {
        const ids = Object.keys(controls).filter((id) => /^V-\d+$/.test(id));
        const missing = ids.filter((id) => !rules.includes(id));
        if (missing.length > 0) {
          assert.ok(Object.values(controls).every((status) => status === "not-applicable"), `${name}: ${missing}`);
          assert.ok(rules.length > 0, name);
        }
      }
    }
  });
});

describe("Heimdall reads the evaluation", { skip: heimdall.skip }, () => {
  const STATUSES = {
    open: "Failed",
    "not-a-finding": "Passed",
    "not-reviewed": "Not Reviewed",
    "not-applicable": "Not Applicable",
  };

  test("with every control and its status, without a warning", () => {
    const { convertFile, contextualizeEvaluation } = heimdall.loaded.default ?? heimdall.loaded;
    for (const [name, { hdf, report }] of Object.entries(samples)) {
      const { result, warnings } = warningsOf(() => convertFile(hdf, true));
      assert.deepEqual(warnings, [], name);
      assert.deepEqual(Object.keys(result), ["1_0_ExecJson"], `${name}: ${JSON.stringify(result.errors)}`);
      const { contains } = contextualizeEvaluation(result["1_0_ExecJson"]);
      const found = {};
      for (const profile of contains) {
        for (const control of profile.contains) {
          assert.equal(control.extendedBy.length + control.extendsFrom.length, 0, `${name}: ${control.data.id} hides none`);
          (found[profile.data.name] ??= {})[control.data.id] = control.hdf.status;
        }
      }
      const expected = Object.entries(statuses(report)).map(([framework, controls]) => [
        framework,
        Object.fromEntries(Object.entries(controls).map(([id, status]) => [id, STATUSES[status]])),
      ]);
      assert.deepEqual(found, Object.fromEntries(expected), name);
    }
  });

  test("with the severity of each control", () => {
    const { convertFile, contextualizeEvaluation } = heimdall.loaded.default ?? heimdall.loaded;
    for (const [name, { hdf, report }] of Object.entries(samples)) {
      const severities = new Map();
      for (const { framework, id, severity } of report.deployments.flatMap(rowsOf)) {
        severities.set(`${framework} ${id}`, severity ?? "none");
      }
      for (const profile of contextualizeEvaluation(convertFile(hdf)["1_0_ExecJson"]).contains) {
        for (const control of profile.contains) {
          assert.equal(control.hdf.severity, severities.get(`${profile.data.name} ${control.data.id}`), name);
        }
      }
    }
  });
});

describe("compliance-trestle reads the assessment results", { skip: trestle.skip }, () => {
  test("with every control and its status, without a warning", () => {
    const paths = Object.values(samples).map(({ path }) => path("oscal"));
    const read = JSON.parse(execFileSync(PYTHON, [join(HERE, "read_oscal.py"), ...paths], { maxBuffer: 1 << 28 }));
    assert.deepEqual(read.warnings, []);
    for (const [name, { report, path }] of Object.entries(samples)) {
      const { failed, same, results } = read.files[path("oscal")];
      assert.deepEqual(failed, [], name);
      assert.ok(same, `${name}: trestle writes what it read`);
      assert.equal(results.length, report.deployments.length, name);
      results.forEach(({ controls, findings, excluded }, index) => {
        const rows = rowsOf(report.deployments[index]);
        assert.deepEqual(controls, rows.map(({ framework, id, status }) => [framework, id, status]), name);
        const states = { open: "not-satisfied", "not-a-finding": "satisfied" };
        const decided = rows.filter(({ status }) => status in states);
        assert.deepEqual(findings, decided.map(({ id, status }) => [id, states[status]]), name);
        assert.equal(excluded.length, rows.filter(({ status }) => status === "not-reviewed").length, name);
      });
    }
  });
});
