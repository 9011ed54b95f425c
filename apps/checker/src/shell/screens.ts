import type { Screen } from "./screen.ts";

/** One screen of the app. */
export interface ScreenRow {
  /** Its name in the address: `#/check`. */
  readonly name: string;
  readonly title: string;
  /** What it is for, in a sentence. */
  readonly hint: string;
  /** Whether it computes for so long that the other screens must not wait for it. */
  readonly ownWorker: boolean;
  /** Loads it, when it is first shown. */
  readonly load: () => Promise<new () => Screen>;
}

/** The screens in the order of the navigation; the number of a row is its key. */
export const screens: readonly ScreenRow[] = [
  {
    name: "check",
    title: "Check",
    hint: "Every gradient, derived twice: by algebra and by reverse mode. The two share no rule, so a mistake in one does not hide in the other.",
    ownWorker: false,
    load: async () => (await import("../screens/check/check-screen.ts")).CheckScreen,
  },
  {
    name: "derivation",
    title: "Derivation",
    hint: "The derivative by algebra, one rule at a time.",
    ownWorker: false,
    load: async () => (await import("../screens/derivation/derivation-screen.ts")).DerivationScreen,
  },
  {
    name: "graph",
    title: "Graph",
    hint: "The derivative by reverse mode, one node at a time.",
    ownWorker: false,
    load: async () => (await import("../screens/graph/graph-screen.ts")).GraphScreen,
  },
  {
    name: "locate",
    title: "Locate",
    hint: "Where a wrong backward pass goes wrong first.",
    ownWorker: false,
    load: async () => (await import("../screens/locate/locate-screen.ts")).LocateScreen,
  },
  {
    name: "surface",
    title: "Surface",
    hint: "The loss around a point, and how optimizers descend it.",
    ownWorker: true,
    load: async () => (await import("../screens/surface/surface-screen.ts")).SurfaceScreen,
  },
  {
    name: "lab",
    title: "Lab",
    hint: "The paper's experiments, run in your browser: its figures beside ours.",
    ownWorker: true,
    load: async () => (await import("../screens/lab/lab-screen.ts")).LabScreen,
  },
  {
    name: "errata",
    title: "Errata",
    hint: "What is wrong in the paper, broken and mended.",
    ownWorker: true,
    load: async () => (await import("../screens/errata/errata-screen.ts")).ErrataScreen,
  },
  {
    name: "report",
    title: "Report",
    hint: "The check as a file, and the paper's claims checked one by one.",
    ownWorker: true,
    load: async () => (await import("../screens/report/report-screen.ts")).ReportScreen,
  },
];
