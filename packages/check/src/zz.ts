import { array } from "@chainrule/array";
import { crossCheck } from "./crossCheck.ts";
import { faults } from "./faults/faults.ts";
import { gradcheckOf, targetOf } from "./faults/gradcheck.ts";
import { entryName, overallVerdict, worstEntry } from "./report/worst.ts";
import { networkSubject } from "./subject/network.ts";
import { tapeVoice } from "./voices/tape.ts";

const samples = (rows: number, columns: number, phase: number) =>
  array(
    Array.from({ length: rows * columns }, (_, i) => Math.sin(1.7 * i + phase)),
    { shape: [rows, columns] },
  );
for (const u of ["", "; uniform=0.3", "; uniform=0.5"]) {
  const hidden = Array.from({ length: 5 }, () => "10 sigmoid").join(" -> ");
  const s = networkSubject(`8 -> ${hidden} -> 3 sigmoid; loss=mse${u}`, {
    inputs: samples(4, 8, 0),
    targets: samples(4, 3, 1),
  });
  const g = tapeVoice(s).kernel();
  console.log(
    u,
    g.map((a) => Math.max(...a.map(Math.abs))),
  );
  let t = performance.now();
  console.log("none", overallVerdict(crossCheck(s)), gradcheckOf(s), performance.now() - t);
  for (const f of faults) {
    t = performance.now();
    const r = crossCheck(s, { fault: f.plant(targetOf(s)) });
    const w = worstEntry(r)!;
    console.log(
      f.name,
      overallVerdict(r),
      entryName(w.parameter, w.entry.index),
      r.parameters.map((p) => p.verdict[0]).join(""),
      gradcheckOf(s, f.plant(targetOf(s))),
      (performance.now() - t) | 0,
    );
  }
}
