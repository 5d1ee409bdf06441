import { Type, type Static } from 'typebox';
import { Compile } from 'typebox/compile';
import { SKIP_REASONS, resultKey, type Artifact, type JsonObject } from '@throughline/contracts';
import type { ArtifactStore } from '@throughline/artifact-store';
import type { StepOutcome } from './step-handler.js';

const ArtifactShape = Type.Object({
  role: Type.String(),
  name: Type.String(),
  key: Type.String(),
  mediaType: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
});
const ResultFileSchema = Type.Union([
  Type.Object({
    v: Type.Literal(1),
    kind: Type.Literal('completed'),
    result: Type.Record(Type.String(), Type.Unknown()),
    artifacts: Type.Array(ArtifactShape),
    metrics: Type.Record(Type.String(), Type.Number()),
    url: Type.Optional(Type.String()),
    details: Type.Optional(Type.Record(Type.String(), Type.Unknown())),
  }),
  Type.Object({ v: Type.Literal(1), kind: Type.Literal('skipped'), reason: Type.Enum(SKIP_REASONS) }),
]);
const resultFile = Compile(ResultFileSchema);
type ResultFile = Static<typeof ResultFileSchema>;

/**
 * Writes the result file, after all other files: where it exists, the attempt's work is complete and need not be paid for
 * again.
 */
export async function writeResult(store: ArtifactStore, prefix: string, outcome: StepOutcome): Promise<void> {
  await store.put(resultKey(prefix), Buffer.from(JSON.stringify({ v: 1, ...outcome })));
}

async function readAll(store: ArtifactStore, key: string): Promise<string> {
  const { stream } = await store.open(key);
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString('utf8');
}

const parse = (text: string): ResultFile | undefined => {
  try {
    const raw: unknown = JSON.parse(text);
    return resultFile.Check(raw) ? raw : undefined;
  } catch {
    return undefined;
  }
};

const isWhole = async (store: ArtifactStore, artifacts: readonly Artifact[]): Promise<boolean> => {
  for (const artifact of artifacts) {
    if ((await store.stat(artifact.key))?.size !== artifact.size) return false;
  }
  return true;
};

export async function readResult(store: ArtifactStore, prefix: string): Promise<StepOutcome | undefined> {
  if ((await store.stat(resultKey(prefix))) === undefined) return undefined;
  const file = parse(await readAll(store, resultKey(prefix)));
  if (file === undefined) return undefined;
  if (file.kind === 'skipped') return { kind: 'skipped', reason: file.reason };
  if (!(await isWhole(store, file.artifacts))) return undefined;
  const { result, artifacts, metrics, url, details } = file;
  // The schema leaves the inner values open, but the file was written from JSON.
  return {
    kind: 'completed',
    result: result as JsonObject,
    artifacts,
    metrics,
    ...(url === undefined ? {} : { url }),
    ...(details === undefined ? {} : { details: details as JsonObject }),
  };
}
