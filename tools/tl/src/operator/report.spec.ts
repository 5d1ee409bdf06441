import { differenceCount, itemReportData, itemReportText, readItemReport, type ItemReport } from './item-report.js';
import { readRebuildReport, rebuildData, rebuildText, type RebuildReport } from './report.js';

const agreed: RebuildReport = {
  events: 12,
  assets: 1,
  swapped: true,
  oldTablesKept: false,
  durationMs: 1_240,
  count: 0,
  differences: [],
  notCompared: [],
  held: [],
};

describe('the report of a rebuild', () => {
  it('is a summary if the tables agree with the log', () => {
    const lines = rebuildText(agreed).trimEnd().split('\n');
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['events', '12'],
      ['items', '1'],
      ['different', '0'],
      ['tables replaced', 'yes'],
      ['took', '1.2 s'],
    ]);
  });

  it('names each difference, the number of unlisted ones, and partitions that were not compared', () => {
    const status = { stored: 'EXPIRED', rebuilt: 'READY' };
    const difference = { assetId: 'a', part: 'asset', kind: 'different', columns: ['status'], status };
    const text = rebuildText({
      ...agreed,
      swapped: false,
      count: 7,
      differences: [difference],
      notCompared: [2, 5],
      oldTablesKept: true,
      held: [{ assetId: 'b', position: '7', reasonKind: 'undecodable', reason: 'Unknown event type X' }],
    });
    expect(text).toMatch(/not compared +partitions 2, 5/);
    expect(text).toMatch(/not read completely +1, see tl quarantine/);
    expect(text).toMatch(/tables replaced +no/);
    expect(text).toMatch(/projection_old/);
    expect(text).toMatch(/^a {2}asset {2}different {2}status {2}EXPIRED, should be READY$/m);
    expect(text).toMatch(/^and 6 more$/m);
    const undone = rebuildText({ ...agreed, count: 1, differences: [difference] }, { isUndo: true });
    expect(undone).toMatch(/EXPIRED, in the previous tables READY$/m);
  });

  it('has names with underscores as JSON, as all output of tl', () => {
    const difference = { assetId: 'a', part: 'steps', kind: 'missing' };
    const data = rebuildData({ ...agreed, count: 1, differences: [difference] });
    expect(data).toMatchObject({ difference_count: 1, differences: [{ asset_id: 'a', part: 'steps', kind: 'missing' }] });
    expect(JSON.stringify(data)).not.toMatch(/"[a-z]+[A-Z]\w*":/);
  });

  it('counts repaired items, and names those that still differ', () => {
    const report = { ...agreed, swapped: false, count: 3, repaired: 1, notRepaired: ['b', 'c'] };
    expect(rebuildText(report)).toMatch(/repaired +1\nnot repaired +b, c/);
    expect(rebuildData(report)).toMatchObject({ repaired: 1, not_repaired: ['b', 'c'] });
    expect(rebuildData(agreed)).not.toHaveProperty('repaired');
  });

  it('is rejected if another release wrote it', () => {
    expect(readRebuildReport({ ...agreed, further: true })).toMatchObject(agreed);
    expect(() => readRebuildReport({ ...agreed, count: 'none' })).toThrow('an unexpected form');
  });
});

describe('the report of one item', () => {
  const item: ItemReport = {
    assetId: 'a',
    found: true,
    position: '17',
    commits: 4,
    status: { stored: 'READY', rebuilt: 'READY' },
    differences: {},
    held: null,
    problem: null,
    repaired: false,
    durationMs: 12.5,
  };

  it('is a summary if its rows agree with the log', () => {
    const lines = itemReportText(item).trimEnd().split('\n');
    expect(lines.map((line) => line.split(/ {2,}/))).toEqual([
      ['item', 'a'],
      ['status', 'READY'],
      ['commits', '4, compared up to position 17'],
      ['different', '0'],
    ]);
  });

  it('names each column with both values, unless they may be personal', () => {
    const report = readItemReport({
      ...item,
      status: { stored: 'EXPIRED', rebuilt: 'READY' },
      differences: {
        asset: { status: { before: 'EXPIRED', after: 'READY' }, title: 'changed' },
        steps: { TRIM: { status: { before: null, after: 'completed' } } },
        audit: { missing: 2 },
      },
      held: 'undecodable',
      problem: 'Unknown event type X',
      repaired: true,
    });
    const text = itemReportText(report);
    expect(text).toMatch(/by the log +READY/);
    expect(text).toMatch(/quarantined +undecodable, see tl quarantine show a/);
    expect(text).toMatch(/problem +Unknown event type X/);
    expect(text).toMatch(/different +4\nrepaired +yes/);
    expect(text).toMatch(
      /^item +status +EXPIRED, should be READY\nitem +title +differs\nTRIM +status +empty, should be completed$/m,
    );
    expect(text).toMatch(/^audit +2 rows +missing$/m);
    expect(differenceCount(report)).toBe(4);
    expect(itemReportData(report)).toMatchObject({ asset_id: 'a', repaired: true, duration_ms: 12.5 });
    expect(itemReportData(report)).not.toHaveProperty('durationMs');
  });

  it('is rejected if another release wrote it', () => {
    expect(() => readItemReport({ ...item, status: 'READY' })).toThrow('an unexpected form');
  });
});
