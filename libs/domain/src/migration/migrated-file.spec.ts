import { DOCUMENT_STEPS } from '@throughline/contracts';
import { allowedActions } from '../kinds/allowed-actions.js';
import { fold } from '../asset/fold.js';
import { isPresent, type Asset, type AssetState } from '../asset/state.js';
import { defaultRunConfig } from '../asset/config/defaults.js';
import { decideAlone } from '../decide/decide.js';
import type { Command } from '../decide/command.js';
import { evolve } from '../asset/evolve.js';
import { documentRows } from '../status/document-rows.js';
import { migrateLog } from './migrate-log.js';

const ASSET = '0198f5d2-8e0a-7b3c-9d4e-5f60718293a4';
const RUN = '0198f5d2-8e0a-7b3c-9d4e-5f6071829999';
const NOW = '2030-01-01T00:00:00.000Z';
const FILE = {
  kind: 'upload',
  key: `uploads/${ASSET}/source-1`,
  size: 7,
  sha256: 'b'.repeat(64),
  mediaType: 'application/pdf',
} as const;
const by = { by: 'user', now: NOW };
const bringFile = (sha256: string = FILE.sha256): Command => ({ type: 'ReplaceFile', source: { ...FILE, sha256 }, ...by });
const run = (outputs: typeof defaultRunConfig.outputs = []): Command => ({
  type: 'StartRun',
  runId: RUN,
  config: { ...defaultRunConfig, outputs },
  configSources: {},
  ...by,
});

function apply(asset: Asset, command: Command): Asset {
  const decision = decideAlone(asset, command);
  if ('rejected' in decision) throw new Error(decision.rejected.code);
  const after = decision.events.reduce<AssetState>((state, event) => evolve(state, event, { assetId: ASSET, at: NOW }), asset);
  if (!isPresent(after)) throw new Error('absent');
  return after;
}

/** The item after the end of its migration. */
function migrated(...steps: readonly (readonly [string, string])[]): Asset {
  const rows = steps.map(([step, status], index) => {
    const at = new Date(Date.UTC(2024, 0, 15, 10, 0, index)).toISOString();
    return { id: String(index + 1), step, status, at, time: at };
  });
  const log = { assetId: ASSET, library: 'owner', table: 'processing_logs', title: 'File 7', names: new Map(), latest: NOW };
  const origin = { kind: 'imported' } as const;
  const { commits } = migrateLog({ ...log, rows });
  const state = fold(
    commits.map(({ at, events, ref }) => ({ assetId: ASSET, commit: { at, events, origin: { ...origin, ref } }, storedAt: NOW })),
  );
  if (!isPresent(state)) throw new Error('absent');
  const end = decideAlone(state, { type: 'EndImport', ...by });
  return 'events' in end && end.events.length > 0 ? apply(state, { type: 'EndImport', ...by }) : state;
}
const done = (...steps: readonly string[]): Asset => migrated(...steps.map((step) => [step, 'success'] as const));
const isOffered = (asset: Asset, action: string): boolean =>
  allowedActions(asset).some((each) => each.action === action && each.allowed);

describe('the file of a migrated item', () => {
  it('changes no step: these stay as the older system left them', () => {
    const asset = apply(migrated(['hash_file', 'success'], ['check_text', 'failure']), bringFile());
    expect(asset.source).toEqual(FILE);
    expect(documentRows(asset).filter(({ status }) => status !== 'pending')).toMatchObject([
      { step_name: 'hash_file', status: 'success' },
      { step_name: 'check_text', status: 'failure' },
    ]);
  });

  it.each([[DOCUMENT_STEPS], [DOCUMENT_STEPS.slice(0, 3)], [DOCUMENT_STEPS.slice(1)], [[]]])(
    'is read by a run that makes everything anew, because the older system has left no file of %j',
    (steps) => {
      const asset = apply(apply(done(...steps, 'upload_to_dropbox'), bringFile()), run());
      const made = asset.steps.filter(({ kind }) => kind === 'document');
      expect(made.map(({ step }) => step)).toEqual(DOCUMENT_STEPS);
      expect(new Set(made.slice(1).map(({ phase }) => phase))).toEqual(new Set(['pending']));
      expect(made[0]?.phase).not.toBe('completed');
    },
  );

  it('is not sent again to an output that the older system has delivered to', () => {
    const asset = apply(done(...DOCUMENT_STEPS, 'upload_to_dropbox'), bringFile());
    const started = apply(asset, run([{ name: 'dropbox', type: 'folder', settings: {} }]));
    expect(started.steps.find(({ kind }) => kind === 'delivery')).toMatchObject({ phase: 'completed' });
  });

  it('comes once: another file is refused until a run here has failed', () => {
    const asset = apply(done('hash_file'), bringFile());
    expect(decideAlone(asset, bringFile('c'.repeat(64)))).toMatchObject({ rejected: { code: 'file-in-use' } });
  });

  it('is offered before, and a run after it', () => {
    const before = done('hash_file');
    expect([isOffered(before, 'replace_file'), isOffered(before, 'run')]).toEqual([true, false]);
    expect(isOffered(apply(before, bringFile()), 'run')).toBe(true);
  });

  it('is refused for an erased item', () => {
    const erased = apply(done('hash_file'), { type: 'EraseAsset', ...by });
    expect(decideAlone(erased, bringFile())).toMatchObject({ rejected: { code: 'erased' } });
  });
});
