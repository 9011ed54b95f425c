import { TapeError } from "@chainrule/tape";
import { type Exactish, exactish } from "../voices/carrier.ts";
import type { TapeVoice } from "../voices/tape.ts";

/**
 * The derivative by one element in the tape's forward mode, in 106 bits; undefined where an operation has no jvp.
 *
 * It reads the tape's own rules, of which the jvp of an operation stands in the same row as its vjp: a test that the two are
 * consistent, and no witness of what is right.
 */
export function forwardMode(voice: TapeVoice, parameter: number, index: number): Exactish | undefined {
  try {
    return voice.forward(exactish, parameter, index);
  } catch (error) {
    if (error instanceof TapeError) return undefined;
    throw error;
  }
}
