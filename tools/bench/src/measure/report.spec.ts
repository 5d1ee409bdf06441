import { formatReport, type BenchReport } from './report.js';

const report: BenchReport = {
  bench: 'append',
  machine: { node: '20.20.0', cpu: 'A processor', cpus: 2, load: { before: 1.25, after: 2 } },
  seconds: 93,
  settings: { rounds: 3, events: 10_000 },
  ratio: { bareClient: 0.251, other: 2 },
  targets: {
    bareClient: { value: 0.251, lowest: 0.18, highest: 12.34, atLeast: 0.85, isMet: false },
    within: { value: 1.2, lowest: 1, highest: 1.4, atMost: 1.3, isMet: true },
    other: { value: 2, lowest: 1, highest: 3 },
    residentMb: { value: 612, lowest: 612, highest: 612, unit: 'MB', atMost: 500, isMet: false },
  },
  figures: [
    {
      group: '1 in flight',
      name: 'product',
      value: 1461.4,
      lowest: 1200,
      highest: 1500.6,
      unit: 'appends/s',
      ratioTo: [{ name: 'bare', value: 0.251, lowest: 0.18, highest: 12.34 }],
    },
    { group: '16 in flight', name: 'p99', value: 3.25, unit: 'ms' },
    { group: '16 in flight', name: 'p50', value: Number.NaN, unit: 'ms' },
    { group: '1 in flight', name: 'bare', value: 7356, lowest: 7000, highest: 7400, unit: 'appends/s' },
  ],
};

describe('formatReport', () => {
  it('shows the machine, and each group with its values, spreads and ratios', () => {
    const lines = formatReport(report)
      .split('\n')
      .map((line) => line.replace(/\b {2,}/, ' | '));
    expect(lines).toEqual([
      'append, rounds 3, events 10000',
      'Node 20.20.0, 2 x A processor, load 1.25 before and 2 after, 93 s',
      '',
      '1 in flight',
      '  product | 1,461 (1,200–1,501) appends/s',
      '    0.25 (0.18–12.3) x bare',
      '  bare | 7,356 (7,000–7,400) appends/s',
      '',
      '16 in flight',
      '  p99 | 3.25 ms',
      '  p50 | unknown ms',
      '',
      'ratios and figures with a target',
      '  bareClient | 0.25 (0.18–12.3), target at least 0.85: missed',
      '  within | 1.2 (1–1.4), target at most 1.3: met',
      '  other | 2 (1–3), no target',
      '  residentMb | 612 (612–612) MB, target at most 500: missed',
    ]);
  });
});
