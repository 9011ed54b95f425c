import { formats } from "@chainrule/check";
import { Command, CommanderError, Option } from "commander";
import {
  parseCount,
  parseFailOn,
  parseFault,
  parseList,
  parseOrder,
  parsePoint,
  parsePort,
  parsePositive,
  parsePrecision,
  parseWitnesses,
} from "./arguments.ts";
import { type CheckCommandOptions, checkCommand } from "./commands/check.ts";
import { type ExplainCommandOptions, explainCommand, explainFormats } from "./commands/explain.ts";
import { type ImportCommandOptions, importCommand } from "./commands/import.ts";
import type { PaperCommandOptions } from "./commands/paper.ts";
import { type ServeCommandOptions, serveCommand } from "./commands/serve.ts";
import { type VerifyCommandOptions, verifyCommand } from "./commands/verify.ts";
import { exitCodes } from "./exitCodes.ts";
import {
  checkHelp,
  explainHelp,
  importHelp,
  mainHelp,
  paperHelp,
  serveHelp,
  usageHint,
  verifyHelp,
} from "./help.ts";
import { type Io, printable } from "./io.ts";
import { versions } from "./json.ts";

/** Runs a command line (without node and script) and gives the exit code. */
export async function run(words: readonly string[], world: Io): Promise<number> {
  const io: Io = {
    ...world,
    out: (text) => world.out(printable(text)),
    error: (text) => world.error(printable(text)),
  };
  let code: number = exitCodes.agree;
  const program = commandLine(io, (result) => {
    code = result;
  });
  try {
    if (words[0] === "--version") {
      const { chainrule } = (await versions(io)) as { readonly chainrule: string };
      io.out(chainrule);
      return code;
    }
    await program.parseAsync(words, { from: "user" });
    return code;
  } catch (error) {
    return failure(error, io);
  }
}

function commandLine(io: Io, finish: (code: number) => void): Command {
  const program = new Command("chainrule")
    .description(
      "Every gradient, derived twice: symbolically and by reverse mode, compared with error bounds.",
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => io.out(text.trimEnd()),
      writeErr: (text) => io.error(text.trimEnd()),
    })
    .option("--version", "print the version")
    .addHelpText("after", mainHelp);
  addCheck(program, io, finish);
  addPaper(program, io, finish);
  addImport(program, io, finish);
  addVerify(program, io, finish);
  addExplain(program, io, finish);
  addServe(program, io, finish);
  return program;
}

function formatOption(names: readonly string[] = formats): Option {
  return new Option("--format <format>", "how to print the result").choices(names).default("text");
}

function addCheck(program: Command, io: Io, finish: (code: number) => void): void {
  failOptions(
    program
      .command("check")
      .description(
        "check the gradient of a formula at a point, of a network's loss on data, or of a document",
      )
      .argument(
        "[input]",
        'a scalar formula, such as "x^2 + sin(y)", or a document: file.json, or - for what is piped in',
      )
      .option("--at <point>", 'the point: x=1,y=2 or "W=[[1,2],[3,4]]"', parsePoint)
      .option("--shapes <shapes>", 'of tensors that --seed draws: "W=[2,3],x=[3]"', parsePoint)
      .option("--wrt <names>", "what to differentiate by: x,y (default: all)", parseList)
      .option("--network <text>", 'a network and its loss: "3 -> 4 sigmoid -> 2 softmax; loss=ce"')
      .option("--data <file>", "CSV file with a header row, for --network (default: samples from the seed)")
      .option("--target <column>", "the column to predict; all other columns are inputs")
      .option("--batch <rows>", "how many rows of the data to use (default: 16, or all)", parseCount)
      .option("--seed <number>", "seed of weights, samples and variables without a value", parseCount)
      .option("--order <n>", "1: gradients, 2: Hessians, 3: third derivatives (default: 1)", parseOrder)
      .option(
        "--witnesses <names>",
        "complex-step,finite-difference,dual-numbers,forward-mode, or none (default: all)",
        parseWitnesses,
      )
      .option("--plant <fault>", "make the backward pass wrong on purpose, to see the check fail", parseFault)
      .option(
        "--tolerance <t>",
        "detection limits above this are inconclusive (default: 1e-9)",
        parsePositive,
      ),
  )
    .addOption(formatOption())
    .addHelpText("after", checkHelp)
    .action(async (input: string | undefined, options: CheckCommandOptions) => {
      finish(await checkCommand(input, options, io));
    });
}

/** Which verdicts fail. */
function failOptions(command: Command): Command {
  return command
    .option(
      "--fail-on <verdicts>",
      "disagree,inconclusive,kinks, or none: others exit with 0 (default: all)",
      parseFailOn,
    )
    .option("--allow-kinks", "exit with 0 where the function is not differentiable at the point");
}

function addImport(program: Command, io: Io, finish: (code: number) => void): void {
  failOptions(
    program
      .command("import")
      .description("check the gradients that another framework wrote down, and find the fault in them")
      .argument("<file>", "JSON of gradients, or - for what is piped in")
      .option("--of <subject>", "of what they are, if the file does not say it: net.json or a formula")
      .option("--at <point>", "the point: x=1,y=2", parsePoint)
      .addOption(
        new Option(
          "--precision <p>",
          "of the numbers: float64, float32, float16, bfloat16, or significant digits",
        )
          .argParser(parsePrecision)
          .conflicts("decimals"),
      )
      .option(
        "--decimals <n>",
        "the numbers were printed with so many decimals behind the point",
        parseCount,
      ),
  )
    .addOption(formatOption())
    .addHelpText("after", importHelp)
    .action(async (file: string, options: ImportCommandOptions) => {
      finish(await importCommand(file, options, io));
    });
}

function addVerify(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("verify")
    .description("derive a report again from the document inside it, and compare every figure")
    .argument("<report>", "a report in JSON, or - for what is piped in")
    .option("--allow-rounding", "exit with 0 where figures differ by roundings of another machine only")
    .addOption(formatOption())
    .addHelpText("after", verifyHelp)
    .action(async (file: string, options: VerifyCommandOptions) => {
      finish(await verifyCommand(file, options, io));
    });
}

function addExplain(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("explain")
    .description("write the derivative of a formula step by step, a rule each")
    .argument("<formula>", 'such as "x^2 sin(x)"')
    .option("--wrt <names>", "variables to differentiate by: x,y (default: all)", parseList)
    .option("--order <n>", "how often: 1, 2 or 3 (default: 1)", parseOrder)
    .option("--shapes <shapes>", 'of vectors and matrices: "W=[2,3],x=[3]"', parsePoint)
    .addOption(formatOption(explainFormats))
    .addHelpText("after", explainHelp)
    .action((formula: string, options: ExplainCommandOptions) => {
      finish(explainCommand(formula, options, io));
    });
}

function addServe(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("serve")
    .description("serve the checker app on this machine, for a browser")
    .option("--port <number>", "the port; 0 takes any that is free", parsePort, 4173)
    .addHelpText("after", serveHelp)
    .action(async (options: ServeCommandOptions) => {
      finish(await serveCommand(options, io));
    });
}

function addPaper(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("paper")
    .description(
      "check the whole paper on backpropagation: its formulas, its errata, and what derivatives and networks are used for",
    )
    .option("--only <items>", "items to run: S3,E1,sonar (default: all)", parseList)
    .option("--all", "train networks as long as was published (minutes), not for seconds")
    .option("--verbose", "show every finding, as --only does")
    .option("--data <folder>", "data that the package does not ship")
    .addOption(formatOption())
    .addHelpText("after", paperHelp)
    .action(async (options: PaperCommandOptions) => {
      const { paperCommand } = await import("./commands/paper.ts"); // with all that trains networks
      finish(await paperCommand(options, io));
    });
}

/** What the command line can do about errors of the packages. */
function hintsFor(code: string, message: string): readonly string[] {
  if (code === "check/point" && message.includes("has no value"))
    return ["(--at x=1,y=2 gives values, --seed 1 draws those that are missing)"];
  if (code !== "expr/shape") return [];
  return [
    '(--at "W=[[1,2],[3,4]],x=[1,2]" gives values of tensors, --shapes "W=[2,2],x=[2]" --seed 1 draws them)',
  ];
}

/** Every error that the user can do something about has a code; anything else is ours. */
function failure(error: unknown, io: Io): number {
  if (error instanceof CommanderError) {
    if (error.exitCode === 0) return exitCodes.agree;
    if (error.code !== "commander.help") io.error(usageHint(error));
    return exitCodes.usage;
  }
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    const message = error.message.startsWith(error.code) ? error.message : `${error.code}: ${error.message}`;
    io.error([message, ...hintsFor(error.code, message)].join("\n"));
    return exitCodes.usage;
  }
  io.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.internal;
}
