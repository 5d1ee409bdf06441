import type { Answer, DecisionRow } from './decision-table.js';
import { COLUMNS, type Column, type Situation } from './situation.js';

/** The values of a column for which a rule holds; a column that makes no difference is left out. */
export type Conditions = Readonly<Partial<Record<Column, readonly string[]>>>;
/** Rows of a table with the same answer, merged. */
export interface Rule {
  readonly when: Conditions;
  readonly answer: Answer;
}

const sameAnswer = (one: Answer, other: Answer): boolean =>
  one.kind === other.kind && one.code === other.code && one.tryInstead === other.tryInstead;

const holds = (when: Conditions, situation: Situation): boolean =>
  COLUMNS.every((column) => when[column]?.includes(situation[column]) ?? true);

/** No situation that was seen has another answer. */
const isTrue = (rule: Rule, rows: readonly DecisionRow[]): boolean =>
  rows.every(({ situation, answer }) => !holds(rule.when, situation) || sameAnswer(answer, rule.answer));

const valuesOf = (column: Column, rows: readonly DecisionRow[]): readonly string[] => [
  ...new Set(rows.map(({ situation }) => situation[column])),
];

/** The columns that the answers depend on: each of the others can be left out, one after the other, and no answer becomes ambiguous. */
export function columnsThatMatter(rows: readonly DecisionRow[]): readonly Column[] {
  let kept: readonly Column[] = COLUMNS;
  for (const column of [...COLUMNS].reverse()) {
    const fewer = kept.filter((each) => each !== column);
    if (isUnambiguous(rows, fewer)) kept = fewer;
  }
  return kept;
}

/** Whether the columns alone tell the answer. */
export function isUnambiguous(rows: readonly DecisionRow[], columns: readonly Column[]): boolean {
  const answers = new Map<string, Answer>();
  return rows.every(({ situation, answer }) => {
    const key = JSON.stringify(columns.map((column) => situation[column]));
    const known = answers.get(key);
    answers.set(key, answer);
    return known === undefined || sameAnswer(known, answer);
  });
}

const without = (when: Conditions, column: Column): Conditions =>
  Object.fromEntries(Object.entries(when).filter(([name]) => name !== column));

/** Leaves out each column that makes no difference to this answer. */
const dropColumns = (rule: Rule, rows: readonly DecisionRow[]): Rule =>
  Object.keys(rule.when)
    .reverse()
    .reduce<Rule>((wide, column) => {
      const wider: Rule = { ...wide, when: without(wide.when, column as Column) };
      return isTrue(wider, rows) ? wider : wide;
    }, rule);

/** Takes in every other value of a column with which situations were seen that have this answer, and none that have another. */
const addValues = (rule: Rule, rows: readonly DecisionRow[]): Rule =>
  COLUMNS.filter((column) => rule.when[column] !== undefined).reduce<Rule>((wide, column) => {
    const fitting = valuesOf(column, rows).filter((value) => {
      const alone: Rule = { ...wide, when: { ...wide.when, [column]: [value] } };
      return rows.some(({ situation }) => holds(alone.when, situation)) && isTrue(alone, rows);
    });
    return { ...wide, when: { ...wide.when, [column]: fitting } };
  }, rule);

/** A rule for one row, made as wide as the rows allow. */
function widest({ situation, answer }: DecisionRow, columns: readonly Column[], rows: readonly DecisionRow[]): Rule {
  const exact: Rule = { answer, when: Object.fromEntries(columns.map((column) => [column, [situation[column]]])) };
  return addValues(dropColumns(exact, rows), rows);
}

const isOf = (rule: Rule, { situation, answer }: DecisionRow): boolean =>
  sameAnswer(rule.answer, answer) && holds(rule.when, situation);

/** Leaves out each rule whose rows all have another. */
const withoutNeedless = (rules: readonly Rule[], rows: readonly DecisionRow[]): readonly Rule[] =>
  rules.reduce<readonly Rule[]>((kept, rule) => {
    const others = kept.filter((each) => each !== rule);
    return rows.every((row) => !isOf(rule, row) || others.some((other) => isOf(other, row))) ? others : kept;
  }, rules);

/** The rows of one action as few rules: every row that was seen has one, and no rule says anything else of a row that was seen. */
export function collapse(rows: readonly DecisionRow[]): readonly Rule[] {
  const columns = columnsThatMatter(rows);
  const rules: Rule[] = [];
  for (const row of rows) if (!rules.some((rule) => isOf(rule, row))) rules.push(widest(row, columns, rows));
  return withoutNeedless(rules, rows);
}
