import { readFileSync } from 'node:fs';
import { RECORDING_STATUSES } from '@throughline/contracts';
import { COLUMNS } from './situation.js';
import { collapse, isUnambiguous, type Rule } from './collapse.js';
import { TABLE_ACTIONS, decisionTable, type DecisionRow } from './decision-table.js';
import { checksumOf, decisionDocument } from './document.js';

const rows = decisionTable();
const of = (action: string): readonly DecisionRow[] => rows.filter((row) => row.action === action);
const published = readFileSync(new URL('../../../../../docs/decision-table.md', import.meta.url), 'utf8');

const fits = ({ when }: Rule, { situation }: DecisionRow): boolean =>
  COLUMNS.every((column) => when[column]?.includes(situation[column]) ?? true);

describe('the decision table', () => {
  it('equals the published file: after an intended change of a rule, build and run `node libs/domain/dist/testing/decisions/write.js`', () => {
    expect(/`([0-9a-f]{64})`/u.exec(published)?.[1]).toBe(checksumOf(rows));
    expect(published).toBe(decisionDocument(rows));
  });

  it('has a checksum that changes with any answer', () => {
    const [first, ...others] = rows;
    const changed = first === undefined ? [] : [{ ...first, answer: { kind: 'refused', code: 'another' } as const }];
    expect(checksumOf([...changed, ...others])).not.toBe(checksumOf(rows));
    expect(checksumOf(others)).not.toBe(checksumOf(rows));
  });

  it('AGG-01: covers every status, with and without pause and failure, and every kind of outputs', () => {
    const seen = (column: (typeof COLUMNS)[number]): readonly string[] =>
      [...new Set(rows.map(({ situation }) => situation[column]))].sort();
    expect(seen('status')).toEqual([...RECORDING_STATUSES].sort());
    expect(seen('paused')).toEqual(['no', 'until a time', 'yes']);
    expect(seen('failed')).toEqual(['no', 'yes']);
    expect(seen('run')).toEqual(['active', 'cancelled', 'ended', 'held', 'none', 'rolled back']);
    expect(seen('outputs')).toEqual([
      'all failed',
      'all uploaded',
      'all uploaded, not all confirmed',
      'none',
      'none uploaded',
      'skipped',
      'some uploaded',
    ]);
    expect(new Set(rows.map(({ action }) => action))).toEqual(new Set(TABLE_ACTIONS));
  });

  it.each(TABLE_ACTIONS)('depends only on visible properties: %s', (action) => {
    expect(isUnambiguous(of(action), COLUMNS)).toBe(true);
  });

  it.each(TABLE_ACTIONS)('gives the same answers before and after merging its rows: %s', (action) => {
    const rules = collapse(of(action));
    for (const row of of(action)) {
      const fitting = rules.filter((rule) => fits(rule, row));
      expect(fitting.length).toBeGreaterThan(0);
      for (const { answer } of fitting) expect(answer).toEqual(row.answer);
    }
  });

  it('names a stable code and a way out whenever nothing happens', () => {
    const silent = rows.filter(({ answer }) => answer.kind !== 'allowed');
    expect(silent.length).toBeGreaterThan(100);
    for (const { answer } of silent) {
      expect(answer.code).toMatch(/^[a-z]+(-[a-z]+)*$/u);
      expect(answer.tryInstead).toMatch(/\.$/u);
    }
  });

  it('RUN-02 to RUN-09, RUN-15, RUN-18: answers run and pause by status as the requirements say', () => {
    const kinds = (action: string, status: string, paused: string): readonly string[] => [
      ...new Set(
        of(action)
          .filter(({ situation }) => situation.status === status && situation.paused === paused)
          .filter(({ situation }) => situation.deleted === 'no' && situation.erased === 'no')
          .map(({ situation, answer }) => `${situation.run === 'active' ? 'active' : 'idle'} ${answer.code ?? answer.kind}`),
      ),
    ];
    for (const status of ['DOWNLOADING', 'PROCESSING', 'UPLOADING']) {
      expect(kinds('run', status, 'yes')).toEqual(['active allowed']);
      expect(kinds('run', status, 'no')).toEqual(['active already-running']);
      expect(kinds('pause', status, 'no')).toEqual(['active allowed']);
      expect(kinds('pause', status, 'yes')).toEqual(['active already-paused']);
      expect(kinds('pause', status, 'until a time')).toEqual(['active allowed']);
    }
    for (const status of ['INITIALIZED', 'DOWNLOADED', 'PROCESSED'])
      expect(kinds('run', status, 'no')).toEqual(expect.arrayContaining(['active already-running', 'idle allowed']));
    expect(kinds('run', 'SKIPPED', 'no')).toEqual(['idle allowed']);
    expect(new Set(kinds('run', 'UPLOADED', 'no'))).toEqual(
      new Set(['active already-running', 'idle allowed', 'idle waits-for-review']),
    );
    expect(new Set(kinds('run', 'READY', 'no'))).toEqual(
      new Set(['active already-complete', 'idle already-complete', 'idle allowed']),
    );
    expect(kinds('run', 'PENDING_SOURCE', 'no')).toEqual(['idle not-runnable']);
    for (const status of ['PENDING_SOURCE', 'SKIPPED']) expect(kinds('pause', status, 'no')).toEqual(['idle not-pausable']);
    expect(new Set(kinds('pause', 'UPLOADED', 'no'))).toEqual(new Set(['active not-pausable', 'idle not-pausable']));
  });
});
