import type { ProblemKind } from './problem-kind.js';

/** Of what was said in a recording, and of mending it. */
export const transcriptProblems = {
  'no-transcript': {
    status: 404,
    title: 'There is no transcript',
    tryInstead: 'Run the recording with transcription, and wait for the stage TRANSCRIBE.',
    about: 'The recording is there. Its speech was not made text yet, or is not to be.',
  },
  'no-such-version': {
    status: 404,
    title: 'The transcript never had this version',
    tryInstead: 'Take one that /transcript/versions names.',
    about: 'The recording is there, and so may be its transcript; the `version` that was asked for is none of its own.',
  },
  'version-gone': {
    status: 410,
    title: 'The words of this version are given up',
    tryInstead: 'Take one that /transcript/versions calls `available`.',
    about: 'What an earlier run has heard goes when a later one takes its place. Corrections are kept as long as the recording.',
  },
  transcribing: {
    status: 409,
    title: 'The recording is being transcribed',
    tryInstead: 'Wait until that is done, and correct the new words.',
    about: 'Its words are about to be others. What was corrected before is kept as a version.',
  },
  'nothing-newer': {
    status: 409,
    title: 'The output has what there is',
    tryInstead: 'Leave it as it is.',
    about: 'Nothing was corrected or made again since the output was given what it has.',
  },
  'not-delivered': {
    status: 409,
    title: 'The output was given nothing',
    tryInstead: 'Run it: what has failed is sent again.',
    about: 'Its delivery has failed, or was left out. There is nothing that could be sent once more.',
  },
  unconfirmed: {
    status: 409,
    title: 'Nobody knows whether the output has what it was sent',
    tryInstead: 'Look there, and settle it first.',
    about: 'Before it is sent once more a person has to say whether it has arrived: there would be two of it.',
  },
  'output-busy': {
    status: 409,
    title: 'Something is being done at the output',
    tryInstead: 'Ask again when that is done.',
    about: 'What follows upon a delivery is at work there, with what was delivered before.',
  },
  'not-in-run': {
    status: 409,
    title: 'The last run delivers nothing there any more',
    tryInstead: 'Run it with this output first.',
    about:
      'An earlier run has delivered there and the last one has no such output; or the last run was given up, and nothing more starts in it.',
  },
  'not-replaceable': {
    status: 409,
    title: 'What the output has cannot be replaced',
    tryInstead: 'Change it there by hand, or run the recording with an output that does not have it yet.',
    about: 'The destination keeps what it was given first; there would be two of it.',
  },
  'unknown-follow-up': {
    status: 409,
    title: 'The item has no such follow-up',
    tryInstead: 'Name one that `outputs[].follow_ups` lists.',
    about: 'No output of that name in the newest run has a follow-up of that name.',
  },
  'not-failed': {
    status: 409,
    title: 'The follow-up was left out',
    tryInstead: 'Look at its `skip_reason`.',
    about: 'Only a failed follow-up is retried. This one does not apply, so there is nothing to do again.',
  },
  'transcript-changed': {
    status: 412,
    title: 'The transcript was changed meanwhile',
    tryInstead: 'Read it again, and put your changes into that.',
    about:
      'The version that `If-Match` names is not the one that counts any more: somebody was quicker, or the recording was heard anew.',
  },
  'precondition-required': {
    status: 428,
    title: 'The request has to say what it changes',
    tryInstead: 'Send the `ETag` that you have read as `If-Match`.',
    about: 'Without it the changes of somebody else could be lost without a word.',
  },
} as const satisfies Record<string, ProblemKind>;
