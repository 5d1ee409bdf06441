import type { Operation } from './operation.js';
import * as api from './operations.generated.js';

/** The operations of each kind of items, under one name. A kind lacks an operation that the API does not have for it. */
export const RECORDING_OPERATIONS = {
  list: api.listRecordings,
  create: api.registerRecording,
  get: api.getRecording,
  change: api.changeRecording,
  delete: api.deleteRecording,
  restore: api.restoreRecording,
  erase: api.eraseRecording,
  explain: api.explainRecording,
  events: api.listEvents,
  stream: api.streamRecording,
  artifacts: api.listArtifacts,
  artifact: api.getArtifact,
  archive: api.getArchive,
  run: api.runRecording,
  pause: api.pauseRecording,
  cancel: api.cancelRecording,
  reset: api.resetRecording,
  unstick: api.unstickRecording,
  check: api.checkRecording,
  skip: api.skipStage,
  publish: api.publishRecording,
  settle: api.settleOutput,
  skipOutput: api.skipOutput,
  redeliver: api.redeliverOutput,
  retryFollowUp: api.retryFollowUp,
  deliver: api.addOutputs,
  bind: api.bindRecordingTemplate,
  unbind: api.unbindRecordingTemplate,
  setPreferences: api.setRecordingPreferences,
  transfer: api.transferRecording,
  makePreviews: api.makePreviews,
  replaceAddress: api.replaceAddress,
  share: api.shareRecording,
  shareLinks: api.listRecordingShareLinks,
  previewBulk: api.previewRecordings,
  transcript: api.getTranscript,
  transcriptSoFar: api.getTranscriptSoFar,
  nameSpeaker: api.nameSpeaker,
} as const;

export const DOCUMENT_OPERATIONS = {
  list: api.listDocuments,
  create: api.createDocument,
  get: api.getDocument,
  change: api.describeDocument,
  delete: api.deleteDocument,
  restore: api.restoreDocument,
  erase: api.eraseDocument,
  explain: api.explainDocument,
  events: api.listDocumentEvents,
  stream: api.streamDocument,
  artifacts: api.listDocumentArtifacts,
  artifact: api.getDocumentArtifact,
  archive: api.getDocumentArchive,
  run: api.runDocument,
  pause: api.pauseDocument,
  cancel: api.cancelDocument,
  reset: api.resetDocument,
  unstick: api.unstickDocument,
  check: api.checkDocument,
  skip: api.skipDocumentStage,
  publish: api.publishDocument,
  settle: api.settleDocumentOutput,
  skipOutput: api.skipDocumentOutput,
  redeliver: api.redeliverDocumentOutput,
  deliver: api.addDocumentOutputs,
  bind: api.bindDocumentTemplate,
  unbind: api.unbindDocumentTemplate,
  setPreferences: api.setDocumentPreferences,
  transfer: api.transferDocument,
  correctFields: api.correctDocumentFields,
  accept: api.acceptDocument,
  reopen: api.reopenDocument,
  makePreviews: api.makeDocumentPreviews,
  replaceAddress: api.replaceDocumentAddress,
  share: api.shareDocument,
  shareLinks: api.listDocumentShareLinks,
  previewBulk: api.previewDocuments,
} as const;

export const SESSION_OPERATIONS = {
  list: api.listSessions,
  get: api.getSession,
  check: api.checkSession,
  delete: api.deleteSession,
  restore: api.restoreSession,
  erase: api.eraseSession,
  transfer: api.transferSession,
  explain: api.explainSession,
  events: api.listSessionEvents,
  artifacts: api.listSessionArtifacts,
  artifact: api.getSessionArtifact,
  makePreviews: api.makeSessionPreviews,
  transcript: api.getSessionTranscript,
  transcriptSoFar: api.getSessionTranscriptSoFar,
  nameSpeaker: api.nameSessionSpeaker,
} as const;

export const ITEM_OPERATIONS = {
  recordings: RECORDING_OPERATIONS,
  documents: DOCUMENT_OPERATIONS,
  sessions: SESSION_OPERATIONS,
} as const;

export type ItemKind = keyof typeof ITEM_OPERATIONS;
/** The kinds of items that have runs with settings. */
export type RunKind = Exclude<ItemKind, 'sessions'>;
/** The kinds of items that have a transcript. */
export type SpokenKind = Exclude<ItemKind, 'documents'>;

export type ItemOperationName = { readonly [K in ItemKind]: keyof (typeof ITEM_OPERATIONS)[K] }[ItemKind];

/** A command whose kind of item and name are known only at run time. */
export type ItemCommand = Operation<{ path: string; body: object | undefined; answer: unknown }>;

/** Returns a command of an item. The API names a command by the last part of its path, also one that this client does not know. */
export function itemCommand(kind: ItemKind, name: string): ItemCommand {
  const operations = ITEM_OPERATIONS[kind] as Readonly<Record<string, Operation>> & Record<'get', Operation>;
  const unknown: Operation = { method: 'POST', path: `${operations.get.path}/${encodeURIComponent(name)}` };
  return (Object.hasOwn(operations, name) ? operations[name] : unknown) as ItemCommand;
}

/** Only what both kinds have can be called. */
export type ItemOperations = typeof RECORDING_OPERATIONS | typeof DOCUMENT_OPERATIONS;
export type SpokenOperations = typeof RECORDING_OPERATIONS | typeof SESSION_OPERATIONS;
export type AnyOperations = ItemOperations | typeof SESSION_OPERATIONS;

/** An item with the operations of its kind: `request(operations.run, { path })`. */
export interface ItemAddress<O extends AnyOperations = ItemOperations> {
  readonly operations: O;
  readonly path: { readonly id: string };
}
