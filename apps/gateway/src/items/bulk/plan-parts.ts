import { listOutputs, isPresent, type RunLibrary } from '@throughline/domain';
import type { OutcomePreview } from '@throughline/engine';
import { createHash } from 'node:crypto';

/** The settings outside of an item that its plan is made from. */
export const PLAN_PART_KINDS = ['server', 'settings', 'vocabulary', 'template', 'output'] as const;
export type PlanPartKind = (typeof PLAN_PART_KINDS)[number];

/** A part of a library's settings, as a preview used it. */
export interface PlanPart {
  /** Unique within the library, and never reused for another part. */
  readonly key: string;
  readonly kind: PlanPartKind;
  /** The name of a template or an output. */
  readonly name: string | null;
  readonly templateId: number | null;
  /** Equal only for equal content. */
  readonly hash: string;
}

export const PLAN_CHANGES = ['edited', 'deleted'] as const;

/** A part that is not the same any more. */
export interface PlanChange extends Omit<PlanPart, 'key' | 'hash'> {
  readonly change: (typeof PLAN_CHANGES)[number];
}

const hashOf = (content: unknown): string => createHash('sha256').update(JSON.stringify(content)).digest('base64url');

const templateKey = (id: number): string => `template:${String(id)}`;
const outputKey = (name: string): string => `output:${name}`;
const SHARED_KEYS = ['server', 'settings', 'vocabulary'] as const;

/** Returns everything that plans of a library can use. */
export function listPlanParts({ terms, config }: RunLibrary): readonly PlanPart[] {
  const { defaults, user, templates = new Map<number, never>(), outputPatterns = {} } = config;
  const contents = { server: defaults, settings: user ?? {}, vocabulary: terms };
  return [
    ...SHARED_KEYS.map((kind) => ({ key: kind, kind, name: null, templateId: null, hash: hashOf(contents[kind]) })),
    ...[...templates.values()].map(({ id, name, isDraft, settings }) => ({
      key: templateKey(id),
      kind: 'template' as const,
      name,
      templateId: id,
      hash: hashOf([isDraft, settings]),
    })),
    ...listOutputs(config).map((output) => ({
      key: outputKey(output.name),
      kind: 'output' as const,
      name: output.name,
      templateId: null,
      hash: hashOf([output, outputPatterns[output.name] ?? null]),
    })),
  ];
}

/** Returns the keys of the parts that the run of a previewed command uses. A run that goes on keeps its own settings. */
export function listUsedParts(outcome: OutcomePreview, requested: number | undefined): readonly string[] {
  const { state } = outcome.asset;
  const isStarted = outcome.kind === 'accepted' && outcome.events.some(({ type }) => type === 'RunStarted');
  if (!isStarted || !isPresent(state)) return [];
  const templates = [state.template?.id, requested].flatMap((id) => (id === undefined ? [] : [templateKey(id)]));
  const outputs = state.run?.config.outputs.map(({ name }) => outputKey(name)) ?? [];
  return [...SHARED_KEYS, ...templates, ...outputs];
}

/** Returns the key of a template that a command binds. */
export const boundPart = templateKey;

export function findPlanChanges(before: readonly PlanPart[], present: readonly PlanPart[]): readonly PlanChange[] {
  const now = new Map(present.map((part) => [part.key, part]));
  return before.flatMap(({ key, hash, ...part }) => {
    const found = now.get(key);
    if (found?.hash === hash) return [];
    return [{ ...part, change: found === undefined ? ('deleted' as const) : ('edited' as const) }];
  });
}
