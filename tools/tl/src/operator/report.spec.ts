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
      ['recordings', '1'],
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
  });

  it('has names with underscores as JSON, as all output of tl', () => {
    const difference = { assetId: 'a', part: 'steps', kind: 'missing' };
    const data = rebuildData({ ...agreed, count: 1, differences: [difference] });
    expect(data).toMatchObject({ difference_count: 1, differences: [{ asset_id: 'a', part: 'steps', kind: 'missing' }] });
    expect(JSON.stringify(data)).not.toMatch(/"[a-z]+[A-Z]\w*":/);
  });

  it('is rejected if another release wrote it', () => {
    expect(readRebuildReport({ ...agreed, further: true })).toMatchObject(agreed);
    expect(() => readRebuildReport({ ...agreed, count: 'none' })).toThrow('an unexpected form');
  });
});
