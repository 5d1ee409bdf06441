import { Type, type Static } from 'typebox';
import type { PaperlessClient } from './paperless-client.js';

const Id = Type.Union([Type.Integer(), Type.String({ pattern: '^\\d{1,15}$' })]);
const Nullable = <T extends Type.TSchema>(schema: T): Type.TOptional<Type.TUnion<[T, Type.TNull]>> =>
  Type.Optional(Type.Union([schema, Type.Null()]));

/** Covers both API versions: 9 has a text and one document, 10 has data and several. */
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

export type TaskState =
  | { readonly kind: 'running' }
  | { readonly kind: 'taken'; readonly id: number | undefined }
  /** Paperless already had this content. */
  | { readonly kind: 'duplicate'; readonly id: number }
  | { readonly kind: 'refused'; readonly why: string }
  | { readonly kind: 'unknown' };

const listTasks = (answer: Static<typeof TasksSchema> | undefined): readonly Task[] =>
  answer === undefined ? [] : 'results' in answer ? answer.results : answer;

const findRelatedDocument = ({
  related_document: one,
  related_document_ids: several,
  result_data: data,
}: Task): number | undefined => {
  const id = one ?? several?.[0] ?? data?.document_id ?? data?.duplicate_of;
  return id === undefined || id === null ? undefined : Number(id);
};

const isInTrash = ({ result_data: data, duplicate_documents: documents }: Task): boolean =>
  data?.duplicate_in_trash === true || (documents ?? []).some(({ deleted_at: at }) => typeof at === 'string');

function toFailure(task: Task): TaskState {
  const { result, result_data: data } = task;
  const id = findRelatedDocument(task);
  if (id !== undefined && !isInTrash(task)) return { kind: 'duplicate', id };
  const reason = result ?? data?.error_message ?? data?.reason;
  const inTrash = 'its trash has a document with the same content: restore it there, or empty the trash';
  return { kind: 'refused', why: reason ?? (isInTrash(task) ? inTrash : 'it gives no reason') };
}

function toTaskState(task: Task): TaskState {
  switch (task.status.toUpperCase()) {
    case 'SUCCESS':
      return { kind: 'taken', id: findRelatedDocument(task) };
    case 'FAILURE':
    case 'REVOKED':
      return toFailure(task);
    default:
      return { kind: 'running' };
  }
}

export async function readTaskState(client: PaperlessClient, id: string, signal: AbortSignal): Promise<TaskState> {
  const tasks = listTasks(await client.get('tasks/', TasksSchema, { query: { task_id: id }, signal }));
  const task = tasks.find(({ task_id: each }) => each === id);
  return task === undefined ? { kind: 'unknown' } : toTaskState(task);
}

/** Dismissed tasks come last: years of them may have accumulated. */
const ACKNOWLEDGED = ['false', 'true'];
/** Newest first, if paged. A lost answer is followed up long before so many new tasks exist. */
const PAGE_SIZE = '1000';

/** Finds the task of a file whose answer was lost. Paperless creates the task before it answers. */
export async function findTaskOfFile(
  client: PaperlessClient,
  filename: string,
  signal: AbortSignal,
): Promise<string | undefined> {
  for (const acknowledged of ACKNOWLEDGED) {
    const tasks = listTasks(await client.get('tasks/', TasksSchema, { query: { acknowledged, page_size: PAGE_SIZE }, signal }));
    const found = tasks.find((task) => (task.task_file_name ?? task.input_data?.filename) === filename);
    if (found !== undefined) return found.task_id;
  }
  return undefined;
}
