import { uploadOf, type Asset } from '../asset/state.js';
import { nounOf } from '../asset/pipeline/noun.js';
import type { RetentionRule } from '../retention/rule.js';
import type { UntimedCommand } from './journey.js';

export const ASKS = [
  'pause',
  'pause-until',
  'cancel',
  'reset',
  'replace-address',
  'replace-file',
  'delete',
  'restore',
  'retain',
  'unstick',
  'unstick-step',
  'give-up',
  'check',
  'skip',
  'settle',
  'settle-lost',
  'update-texts',
  'add-output',
  'publish',
  'publish-one',
  'change-language',
  'bind',
  'unbind',
  'prefer',
  'describe',
  'transfer',
  'erase',
] as const;
export type UserMoveKind = (typeof ASKS)[number];

interface UserMove {
  readonly kind: string;
  readonly pick: number;
  readonly value: number;
}

const by = 'owner-1';
const TEN_MINUTES_MS = 600_000;
const soon = (now: string, value: number): string => new Date(Date.parse(now) + (value + 1) * TEN_MINUTES_MS).toISOString();

const chosenStep = (asset: Asset, kinds: readonly string[], pick: number): string | undefined => {
  const steps = asset.steps.filter(({ kind }) => kinds.includes(kind));
  return steps[pick % Math.max(steps.length, 1)]?.step;
};

const DAY_MS = 86_400_000;
/** The shortest retention, so that histories of a few days reach it. */
const aRule = (value: number, template: number | undefined): RetentionRule => ({
  source: 'user',
  days: 1,
  keepMs: value === 0 ? null : value * DAY_MS,
  ...(template === undefined ? {} : { template }),
});

type UserCommandBuilder = (asset: Asset, move: UserMove, now: string) => UntimedCommand | undefined;

const skipCommand: UserCommandBuilder = (asset, { pick }) => {
  const step = chosenStep(asset, ['stage', 'delivery'], pick);
  return step === undefined ? undefined : { type: 'SkipStage', by, step };
};
const settleCommand =
  (delivered: boolean): UserCommandBuilder =>
  (asset, { pick, value }) => {
    const step = chosenStep(asset, ['delivery'], pick);
    const found = delivered && value > 0 ? { url: `https://files.example/found words ${String(value)}` } : {};
    return step === undefined ? undefined : { type: 'SettleDelivery', by, step, delivered, ...found };
  };

const updateTextsCommand: UserCommandBuilder = (asset, { pick }) => {
  const step = chosenStep(asset, ['delivery'], pick);
  return step === undefined ? undefined : { type: 'UpdateTexts', by, step };
};

const says: Readonly<Record<UserMoveKind, UserCommandBuilder>> = {
  pause: (_asset, { value }) => ({ type: 'PauseRun', by, ...(value === 0 ? { reason: 'maintenance words' } : {}) }),
  'pause-until': (_asset, { value }, now) => ({ type: 'PauseRun', by, until: soon(now, value) }),
  cancel: () => ({ type: 'CancelRun', by, reason: 'cancelling words' }),
  reset: () => ({ type: 'ResetAsset', by }),
  'replace-address': (_asset, { value }) => ({
    type: 'ReplaceAddress',
    by,
    source: { kind: 'url', settings: { origin: 'https://files.example' } },
    sourceUrl: `https://files.example/secret words ${String(value)}.mp4`,
  }),
  'replace-file': (asset, { value }) => {
    const present = uploadOf(asset.source);
    return present === undefined
      ? undefined
      : {
          type: 'ReplaceFile',
          by,
          source: { ...present, sha256: String(value % 10).repeat(64) },
          fileName: 'words of another name.mp4',
        };
  },
  delete: (_asset, { value }, now) => ({ type: 'DeleteAsset', by, expiresAt: soon(now, value) }),
  restore: () => ({ type: 'RestoreAsset', by }),
  retain: ({ template }, { value }) => ({ type: 'ApplyRetention', rule: aRule(value, template?.id) }),
  unstick: () => ({ type: 'UnstickRun', by, then: 'retry' }),
  'unstick-step': (asset, { pick }) => {
    const step = asset.steps[pick % Math.max(asset.steps.length, 1)]?.step;
    return { type: 'UnstickRun', by, then: 'retry', ...(step === undefined ? {} : { step }) };
  },
  'give-up': () => ({ type: 'UnstickRun', by, then: 'fail' }),
  check: () => ({ type: 'CheckNow', by }),
  skip: skipCommand,
  settle: settleCommand(true),
  'settle-lost': settleCommand(false),
  'update-texts': updateTextsCommand,
  'add-output': (_asset, { value }) => ({
    type: 'AddOutputs',
    by,
    outputs: [{ name: value === 0 ? 'archive' : `late-${String(value)}`, type: 'folder', settings: {} }],
  }),
  publish: () => ({ type: 'Publish', by }),
  'publish-one': (asset, { pick }) => {
    const names = asset.run?.config.outputs.map(({ name }) => name) ?? [];
    const name = names[pick % Math.max(names.length, 1)];
    return name === undefined ? undefined : { type: 'Publish', by, outputs: [name] };
  },
  'change-language': (_asset, { value }) => ({ type: 'ChangeLanguage', by, language: value === 0 ? 'de' : 'en' }),
  bind: (_asset, { value }) => ({ type: 'BindTemplate', by, template: 15 + value, resetPreferences: value === 0 }),
  unbind: () => ({ type: 'UnbindTemplate', by }),
  prefer: (_asset, { value }) => ({
    type: 'SetPreferences',
    by,
    preferences: value === 0 ? {} : { processing_config: { transcription: { enable_topics: value === 1 } } },
  }),
  describe: (asset, { value, pick }) =>
    value === 0
      ? {
          ...{ type: 'DescribeAsset', by, fields: ['description', 'tags'], texts: {} },
          ...(nounOf(asset.pipeline) === 'recording' ? { thumbnail: pick % 2 === 0 ? null : { second: pick % 600 } } : {}),
        }
      : { type: 'DescribeAsset', by, fields: ['title', 'tags'], texts: { title: 'other words', tags: ['secret words'] } },
  transfer: (asset, { value }) => ({
    type: 'TransferAsset',
    by,
    library: `library-${String(value)}`,
    outputs: (asset.run?.config.outputs ?? []).flatMap(({ name }, index) => (index === 0 ? [name] : [])),
  }),
  // Rare, because almost nothing can happen after it.
  erase: (_asset, { pick, value }) => (value === 0 && pick % 2 === 0 ? { type: 'EraseAsset', by } : undefined),
};

const isAsk = (kind: string): kind is UserMoveKind => Object.hasOwn(says, kind);

/** Returns the command of a person's move in the asset's present state. */
export const userCommandOf = (asset: Asset, move: UserMove, now: string): UntimedCommand | undefined =>
  isAsk(move.kind) ? says[move.kind](asset, move, now) : undefined;
