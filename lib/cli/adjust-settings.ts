import { InvalidArgumentError } from "commander";
import { ArgumentError } from "../core/errors.js";
import { parseUtc } from "../core/time.js";
import type { NetworkSettings, NetworkTare } from "../survey/adjust/network-options.js";
import type { ProposedTare } from "../survey/adjust/network-tares.js";

/** The options of `igdp adjust` that only the network takes. */
export interface NetworkChoices {
  readonly driftDegree?: number;
  readonly driftBy?: "loop" | "meter";
  readonly scaleFactor?: readonly string[];
  readonly setupSigma?: number;
  readonly tare?: readonly NetworkTare[];
  readonly robust?: "none" | "huber" | "biweight";
  readonly varianceComponents?: boolean;
  readonly observations?: string;
}

/** The network's settings from what was typed. */
export function networkSettings(choices: NetworkChoices): NetworkSettings {
  const { driftDegree, driftBy, scaleFactor = [], setupSigma, tare, robust, varianceComponents } = choices;
  return {
    driftDegree,
    driftBy,
    setupSigma_mgal: setupSigma,
    tares: tare,
    robust,
    varianceComponents,
    meters: Object.fromEntries(scaleFactor.map((name) => [name, { scaleFactor: "unknown" }])),
  };
}

/** Refuses options that the work loop by loop has no use for, rather than forget them. */
export function refuseNetworkOptions(choices: NetworkChoices): void {
  const names = {
    driftDegree: "--drift-degree",
    driftBy: "--drift-by",
    scaleFactor: "--scale-factor",
    setupSigma: "--setup-sigma",
    tare: "--tare",
    robust: "--robust",
    varianceComponents: "--variance-components",
    observations: "--observations",
  } as const;
  for (const [name, option] of Object.entries(names))
    if (choices[name as keyof NetworkChoices] !== undefined)
      throw new ArgumentError({
        argument: option,
        value: choices[name as keyof NetworkChoices],
        accepted: "left out with --method loops",
        advice: "Leave --method out: the network adjustment knows this option.",
      });
}

/** Names with commas between them. */
export function namesOption(text: string, before: readonly string[] = []): readonly string[] {
  const names = text.split(",").map((name) => name.trim());
  if (names.includes("")) throw new InvalidArgumentError("It must be names with commas between them.");
  return [...before, ...names];
}

/**
 * A confirmed tare as it is typed: `[METER][/LOOP]@TIME`, the time in UTC, or in minutes where the readings have
 * `elapsed_minutes`.
 */
export function tareOption(text: string, before: readonly NetworkTare[] = []): readonly NetworkTare[] {
  const at = text.lastIndexOf("@");
  const [place, time] = [text.slice(0, Math.max(at, 0)), text.slice(at + 1).trim()];
  const slash = place.indexOf("/");
  const [meter, loop] = slash < 0 ? [place, ""] : [place.slice(0, slash), place.slice(slash + 1)];
  const minutes = time === "" ? Number.NaN : Number(time);
  if (Number.isNaN(minutes) && Number.isNaN(parseUtc(time)))
    throw new InvalidArgumentError(
      "It must be [METER][/LOOP]@TIME, for example G-999/3@2026-01-18T04:30:00Z, or minutes as the time.",
    );
  const when = Number.isNaN(minutes) ? { time_utc: time } : { elapsed_minutes: minutes };
  return [...before, { ...(meter ? { meter } : {}), ...(loop ? { loop } : {}), ...when }];
}

/** How a proposed tare is typed to confirm it. */
export function tareAsTyped({ meter, loop, time_utc, elapsed_minutes }: ProposedTare): string {
  const place = `${meter}${loop ? `/${loop}` : ""}`;
  return `--tare "${place}@${time_utc || elapsed_minutes.toFixed(1)}"`;
}
