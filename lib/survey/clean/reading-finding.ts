/** A reading that a rule doubts. */
export interface Finding {
  readonly row: number;
  /** Why, in words and numbers, without a full stop and without a semicolon. */
  readonly reason: string;
}

/** What a person should look at, and what no rule may decide: nothing is flagged by it. */
export interface Notice {
  /** The rule that says so. */
  readonly rule: string;
  /** One or two sentences. */
  readonly says: string;
  /** The readings concerned. */
  readonly rows: readonly number[];
  /** The numbers in it; the unit is in the name. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** What a rule found. */
export interface RuleAnswer {
  readonly findings: readonly Finding[];
  readonly notices: readonly Notice[];
  /** Why the rule could not look at these readings at all, for example "there is no column tilt_x_arcsec". */
  readonly skipped?: string;
}

/** The answer of a rule that only flags. */
export function flagged(findings: readonly Finding[]): RuleAnswer {
  return { findings, notices: [] };
}

/** The answer of a rule that could not look. */
export function skippedRule(reason: string): RuleAnswer {
  return { findings: [], notices: [], skipped: reason };
}
