import { Type, type Static } from 'typebox';
import type { PaperlessClient } from './paperless-client.js';

const Id = Type.Union([Type.Integer(), Type.String({ pattern: '^\\d{1,15}$' })]);
const Nullable = <T extends Type.TSchema>(schema: T): Type.TOptional<Type.TUnion<[T, Type.TNull]>> =>
  Type.Optional(Type.Union([schema, Type.Null()]));

/** Both shapes: version 9 has words and one document, version 10 has data and several. */
const TaskSchema = Type.Object({
  task_id: Type.String(),
  status: Type.String(),
  task_file_name: Nullable(Type.String()),
  input_data: Nullable(Type.Object({ filename: Nullable(Type.String()) })),
  related_document: Nullable(Id),
  related_document_ids: Nullable(Type.Array(Type.Integer())),
  result: Nullable(Type.String()),
  result_data: Nullable(
    Type.Object({
      document_id: Nullable(Type.Integer()),
      duplicate_of: Nullable(Type.Integer()),
      duplicate_in_trash: Nullable(Type.Boolean()),
      error_message: Nullable(Type.String()),
      reason: Nullable(Type.String()),
    }),
  ),
  duplicate_documents: Nullable(Type.Array(Type.Object({ id: Type.Integer(), deleted_at: Nullable(Type.String()) }))),
});
type Task = Static<typeof TaskSchema>;
const TasksSchema = Type.Union([Type.Array(TaskSchema), Type.Object({ results: Type.Array(TaskSchema) })]);

/** What has become of a file that was handed over. */
export type Consumption =
  | { readonly kind: 'running' }
  /** `id` is undefined where it is not told. */
  | { readonly kind: 'taken'; readonly id: number | undefined }
  /** Its content was there already. */
  | { readonly kind: 'duplicate'; readonly id: number }
  | { readonly kind: 'refused'; readonly why: string }
  /** Nobody knows of it. */
  | { readonly kind: 'unknown' };

const listed = (answer: Static<typeof TasksSchema> | undefined): readonly Task[] =>
  answer === undefined ? [] : 'results' in answer ? answer.results : answer;

const relatedOf = ({ related_document: one, related_document_ids: several, result_data: data }: Task): number | undefined => {
  const id = one ?? several?.[0] ?? data?.document_id ?? data?.duplicate_of;
  return id === undefined || id === null ? undefined : Number(id);
};

const isInTrash = ({ result_data: data, duplicate_documents: documents }: Task): boolean =>
  data?.duplicate_in_trash === true || (documents ?? []).some(({ deleted_at: at }) => typeof at === 'string');

function failureOf(task: Task): Consumption {
  const { result, result_data: data } = task;
  const id = relatedOf(task);
  if (id !== undefined && !isInTrash(task)) return { kind: 'duplicate', id };
  const said = result ?? data?.error_message ?? data?.reason;
  const inTrash = 'a document of the same content lies in its trash: restore it there, or empty the trash';
  return { kind: 'refused', why: said ?? (isInTrash(task) ? inTrash : 'it does not say why') };
}

function consumptionOf(task: Task): Consumption {
  switch (task.status.toUpperCase()) {
    case 'SUCCESS':
      return { kind: 'taken', id: relatedOf(task) };
    case 'FAILURE':
    case 'REVOKED':
      return failureOf(task);
    default:
      return { kind: 'running' };
  }
}

export async function lookAtTask(client: PaperlessClient, id: string, signal: AbortSignal): Promise<Consumption> {
  const tasks = listed(await client.get('tasks/', TasksSchema, { query: { task_id: id }, signal }));
  const task = tasks.find(({ task_id: each }) => each === id);
  return task === undefined ? { kind: 'unknown' } : consumptionOf(task);
}

/** Those that somebody has read and dismissed are asked for last: there may be years of them. */
const ACKNOWLEDGED = ['false', 'true'];
/** Newest first, where they come in pages; more are not handed over before an answer that was lost is asked about. */
const PAGE_SIZE = '1000';

/** The task of a file whose answer was lost: it is there before the answer is given. */
export async function taskOfFile(client: PaperlessClient, filename: string, signal: AbortSignal): Promise<string | undefined> {
  for (const acknowledged of ACKNOWLEDGED) {
    const tasks = listed(await client.get('tasks/', TasksSchema, { query: { acknowledged, page_size: PAGE_SIZE }, signal }));
    const found = tasks.find((task) => (task.task_file_name ?? task.input_data?.filename) === filename);
    if (found !== undefined) return found.task_id;
  }
  return undefined;
}
