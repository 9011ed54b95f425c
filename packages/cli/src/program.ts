import { Command, CommanderError, Option } from "commander";
import { parseCount, parseFault, parseList, parseOrder, parsePoint, parsePositive } from "./arguments.ts";
import { type CheckCommandOptions, checkCommand, faultList } from "./commands/check.ts";
import { type PaperCommandOptions, paperCommand } from "./commands/paper.ts";
import { exitCodes } from "./exitCodes.ts";
import type { Io } from "./io.ts";

const exitHelp = `
Exit codes: 0 agree, 1 disagree, 2 usage, 3 inconclusive or not differentiable here (0 with --allow-kinks),
70 internal error, 130 interrupted.`;

const errorHelp = `(--help lists all options. A formula that begins with - goes last, behind --, as in
chainrule check --at x=2 -- "-x^2")`;

const checkHelp = `
Examples:
  chainrule check "sin(x y) / y" --at x=0.7,y=3
  chainrule check "relu(x)" --at x=0 --allow-kinks
  chainrule check --at x=2 -- "-x^2"
  chainrule check "exp(-x^2)" --at x=1 --order 2 --plant second-order
  chainrule check --network "4 -> 5 tanh -> 3 softmax; loss=ce" --data iris.csv --target species

Faults for --plant:
${faultList}
${exitHelp}`;

/** Runs a command line (without node and script) and gives the exit code. */
export async function run(words: readonly string[], io: Io): Promise<number> {
  let code: number = exitCodes.agree;
  const program = commandLine(io, (result) => {
    code = result;
  });
  try {
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
    .addHelpText("after", exitHelp)
    .showHelpAfterError(errorHelp);
  addCheck(program, io, finish);
  addPaper(program, io, finish);
  return program;
}

function addCheck(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("check")
    .description("check the gradient of a formula at a point, or of a network's loss on data")
    .argument("[formula]", 'a scalar formula, such as "x^2 + sin(y)"')
    .option("--at <point>", "the point: x=1,y=2", parsePoint)
    .option("--wrt <names>", "variables to differentiate by: x,y (default: all)", parseList)
    .option("--network <text>", 'a network and its loss: "3 -> 4 sigmoid -> 2 softmax; loss=ce"')
    .option("--data <file>", "CSV file with a header row, for --network")
    .option("--target <column>", "the column to predict; all other columns are inputs")
    .option("--batch <rows>", "how many rows of the data to use (default: 16, or all)", parseCount)
    .option("--seed <number>", "seed of the network's weights", parseCount, 1)
    .option("--order <n>", "1: gradients, 2: Hessians, 3: third derivatives", parseOrder, 1)
    .option("--plant <fault>", "make the backward pass wrong on purpose, to see the check fail", parseFault)
    .option("--tolerance <t>", "detection limits above this are inconclusive (default: 1e-9)", parsePositive)
    .option("--allow-kinks", "exit with 0 where the function is not differentiable at the point")
    .addOption(
      new Option("--format <format>", "how to print the report").choices(["text", "json"]).default("text"),
    )
    .addHelpText("after", checkHelp)
    .action(async (formula: string | undefined, options: CheckCommandOptions) => {
      finish(await checkCommand(formula, options, io));
    });
}

function addPaper(program: Command, io: Io, finish: (code: number) => void): void {
  program
    .command("paper")
    .description(
      "check every formula of the paper on backpropagation, its errata, and a network on the sonar data",
    )
    .option("--only <items>", "items to run: S3,E1,sonar (default: all)", parseList)
    .addOption(
      new Option("--format <format>", "how to print the report").choices(["text", "json"]).default("text"),
    )
    .addHelpText("after", exitHelp)
    .action(async (options: PaperCommandOptions) => {
      finish(await paperCommand(options, io));
    });
}

/** Every error that the user can do something about has a code; anything else is ours. */
function failure(error: unknown, io: Io): number {
  if (error instanceof CommanderError) return error.exitCode === 0 ? exitCodes.agree : exitCodes.usage;
  if (error instanceof Error && "code" in error && typeof error.code === "string") {
    io.error(error.message.startsWith(error.code) ? error.message : `${error.code}: ${error.message}`);
    return exitCodes.usage;
  }
  io.error(error instanceof Error ? (error.stack ?? error.message) : String(error));
  return exitCodes.internal;
}
