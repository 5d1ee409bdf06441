import type { ProblemKind } from './problem-kind.js';

/** Refusals of events that other systems send. They stand in the answer for one event, never for a whole request. */
export const externalProblems = {
  'unknown-event-type': {
    status: 409,
    title: 'Events of this type are not accepted',
    tryInstead: 'Send one of the types of docs/api.md#events-from-outside.',
    about:
      'Other systems report facts about steps and deliveries that they have done. The life of an item, decisions of operators and erasure are requests of the API, never events.',
  },
  'event-id-reused': {
    status: 409,
    title: 'Another event had this id',
    tryInstead: 'Give every event of a source an id of its own. Send an event again only as it was.',
    about: 'The item has an event with this id from the same sender and source, and its content differs. Nothing was changed.',
  },
  'held-by-worker': {
    status: 409,
    title: 'A worker has started the attempt',
    tryInstead:
      'Wait for its outcome. To report it yourself, stop the step with "unstick" first, and name the attempt that follows.',
    about:
      'The outcome of an attempt comes from the worker that has started it. Other systems report only attempts that nobody has started.',
  },
  'unknown-attempt': {
    status: 409,
    title: 'The step has no such attempt',
    tryInstead: 'List the open attempts of the item (`GET …/attempts`), and name the one of this step.',
    about: 'The step is not due yet, or the id of the attempt belongs to another step.',
  },
  'attempt-closed': {
    status: 409,
    title: 'The attempt has ended',
    tryInstead: 'List the open attempts of the item (`GET …/attempts`), and report only about the one of this step.',
    about:
      'The report came too late: the attempt has ended in another way, or a later attempt has replaced it. The status stays.',
  },
  'not-reportable': {
    status: 409,
    title: 'The outcome of the step cannot be reported',
    tryInstead: 'Report stages, optional steps of documents and follow-ups as steps, and deliveries as deliveries.',
    about: 'The source of an item, and the steps of a document that all others need, are done by this installation alone.',
  },
  'foreign-artifact': {
    status: 409,
    title: 'A file is not in the folder of its attempt',
    tryInstead: 'Store the files below the folder that `detail` names.',
    about: 'An event may name only files of its own attempt. So no sender can publish the files of another item.',
  },
  'missing-artifact': {
    status: 409,
    title: 'A file of the step is missing',
    tryInstead: 'Store the file first, then send the event again.',
    about: 'The event does not name a file that later steps need, or a file that it names is not stored with this size.',
  },
  'run-failing': {
    status: 409,
    title: 'Another step of the run has failed',
    tryInstead: 'Run the item again when the running steps have ended.',
    about: 'After a permanent failure no more steps start, here or elsewhere.',
  },
  'upload-not-allowed': {
    status: 409,
    title: 'The item cannot be delivered now',
    about: 'The item is deleted, has failed, or is not downloaded yet.',
  },
  'transcription-not-allowed': {
    status: 409,
    title: 'The item cannot be transcribed now',
    about: 'The item is deleted or is not downloaded yet.',
  },
} as const satisfies Record<string, ProblemKind>;
