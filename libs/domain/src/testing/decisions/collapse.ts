import type { DecisionRow } from './decision-table.js';
import type { Answer } from './explore.js';
import { COLUMNS, type Column, type Situation } from './situation.js';

/** The values of each column for which a rule applies. Columns that make no difference are left out. */
export type Conditions = Readonly<Partial<Record<Column, readonly string[]>>>;
export interface Rule {
  readonly when: Conditions;
  readonly answer: Answer;
}

const sameAnswer = (one: Answer, other: Answer): boolean =>
  one.kind === other.kind && one.code === other.code && one.tryInstead === other.tryInstead;

const isMet = (when: Conditions, situation: Situation): boolean =>
  COLUMNS.every((column) => when[column]?.includes(situation[column]) ?? true);

/** Returns true if every situation that the rule covers has its answer. */
const isConsistent = (rule: Rule, rows: readonly DecisionRow[]): boolean =>
  rows.every(({ situation, answer }) => sameAnswer(answer, rule.answer) || !isMet(rule.when, situation));

const valuesOf = (column: Column, rows: readonly DecisionRow[]): readonly string[] => [
  ...new Set(rows.map(({ situation }) => situation[column])),
];

/** Returns the columns that the answers depend on. The others were dropped one by one while every answer stayed unambiguous. */
export function findRelevantColumns(rows: readonly DecisionRow[]): readonly Column[] {
  let kept: readonly Column[] = COLUMNS;
  for (const column of [...COLUMNS].reverse()) {
    const fewer = kept.filter((each) => each !== column);
    if (isUnambiguous(rows, fewer)) kept = fewer;
  }
  return kept;
}

export function isUnambiguous(rows: readonly DecisionRow[], columns: readonly Column[]): boolean {
  const answers = new Map<string, Answer>();
  return rows.every(({ situation, answer }) => {
    const key = columns.map((column) => situation[column]).join('\n');
    const known = answers.get(key);
    answers.set(key, answer);
    return known === undefined || sameAnswer(known, answer);
  });
}

const removeColumn = (when: Conditions, column: Column): Conditions =>
  Object.fromEntries(Object.entries(when).filter(([name]) => name !== column));

const dropColumns = (rule: Rule, rows: readonly DecisionRow[]): Rule =>
  Object.keys(rule.when)
    .reverse()
    .reduce<Rule>((wide, column) => {
      const wider: Rule = { ...wide, when: removeColumn(wide.when, column as Column) };
      return isConsistent(wider, rows) ? wider : wide;
    }, rule);

/** Adds every other value of a column that occurs with this answer and with no other. */
const addValues = (rule: Rule, rows: readonly DecisionRow[]): Rule =>
  COLUMNS.filter((column) => rule.when[column] !== undefined).reduce<Rule>((wide, column) => {
    const fitting = valuesOf(column, rows).filter((value) => {
      const alone: Rule = { ...wide, when: { ...wide.when, [column]: [value] } };
      return rows.some(({ situation }) => isMet(alone.when, situation)) && isConsistent(alone, rows);
    });
    return { ...wide, when: { ...wide.when, [column]: fitting } };
  }, rule);

/** Returns the most general rule for one row that contradicts no other row. */
function buildWidestRule({ situation, answer }: DecisionRow, columns: readonly Column[], rows: readonly DecisionRow[]): Rule {
  const exact: Rule = { answer, when: Object.fromEntries(columns.map((column) => [column, [situation[column]]])) };
  return addValues(dropColumns(exact, rows), rows);
}

const isCovering = (rule: Rule, { situation, answer }: DecisionRow): boolean =>
  sameAnswer(rule.answer, answer) && isMet(rule.when, situation);

const dropRedundantRules = (rules: readonly Rule[], rows: readonly DecisionRow[]): readonly Rule[] =>
  rules.reduce<readonly Rule[]>((kept, rule) => {
    const others = kept.filter((each) => each !== rule);
    return rows.every((row) => !isCovering(rule, row) || others.some((other) => isCovering(other, row))) ? others : kept;
  }, rules);

/** Merges the rows of one action into few rules. Every row has a rule, and no rule contradicts a row. */
export function collapse(rows: readonly DecisionRow[]): readonly Rule[] {
  const columns = findRelevantColumns(rows);
  const rules: Rule[] = [];
  for (const row of rows) if (!rules.some((rule) => isCovering(rule, row))) rules.push(buildWidestRule(row, columns, rows));
  return dropRedundantRules(rules, rows);
}
