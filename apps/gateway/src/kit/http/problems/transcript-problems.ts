import type { ProblemKind } from './problem-kind.js';

export const transcriptProblems = {
  'no-transcript': {
    status: 404,
    title: 'There is no transcript',
    tryInstead: 'Run the recording with transcription, and wait for the stage TRANSCRIBE.',
    about: 'The recording exists. It has not been transcribed yet, or its runs do not transcribe it.',
  },
  'no-such-version': {
    status: 404,
    title: 'The transcript has no such version',
    tryInstead: 'Choose a version that /transcript/versions lists.',
    about: 'The recording exists, and its transcript may exist, but without the requested `version`.',
  },
  'no-such-speaker': {
    status: 404,
    title: 'The transcript has no such speaker',
    tryInstead: 'Choose the `id` of one of the `speakers` of the transcript.',
    about: 'The recording and its transcript exist. Another transcription may have distinguished other speakers, or none.',
  },
  'version-gone': {
    status: 410,
    title: 'This version of the transcript was removed',
    tryInstead: 'Choose a version that /transcript/versions marks as `available`.',
    about:
      'The transcripts of the last two runs that transcribed are kept, older ones are removed. Corrections are kept as long as the recording.',
  },
  transcribing: {
    status: 409,
    title: 'The recording is being transcribed',
    tryInstead: 'Wait for the new transcript, then correct it.',
    about: 'A new transcript is about to replace the present one. Earlier corrections are kept as a version.',
  },
  'nothing-newer': {
    status: 409,
    title: 'The output has the newest version',
    tryInstead: 'No action is needed.',
    about: 'Nothing was corrected or created again since the last delivery to this output.',
  },
  'not-delivered': {
    status: 409,
    title: 'Nothing was delivered to the output',
    tryInstead: 'Run the item: the run delivers to all outputs that do not have the newest version.',
    about: 'No delivery has completed, and no active run will deliver, so there is nothing to deliver again.',
  },
  unconfirmed: {
    status: 409,
    title: 'The outcome of the delivery is unknown',
    tryInstead: 'Check the destination, then confirm or fail the delivery (`settle`).',
    about:
      'Before the next delivery, a person has to say whether this one arrived. Otherwise the destination could have two copies.',
  },
  'output-busy': {
    status: 409,
    title: 'The output is in use',
    tryInstead: 'Try again when the delivery and its follow-ups are done.',
    about: 'The content is being sent to the output, or a follow-up still works with the earlier delivery.',
  },
  'not-in-run': {
    status: 409,
    title: 'The last run cannot repeat this step',
    tryInstead: 'Run the item with this output first.',
    about:
      'An earlier run delivered to this output, but the last run does not have the output or follow-up. Or the last run was given up, and starts no more steps.',
  },
  'not-replaceable': {
    status: 409,
    title: 'The delivered content cannot be replaced',
    tryInstead: 'Change the content at the destination by hand, or run the recording with an output that does not have it yet.',
    about: 'The destination keeps the first delivery. Another delivery would create a second copy.',
  },
  'texts-not-changeable': {
    status: 409,
    title: 'The delivered title and description cannot be changed',
    tryInstead: 'Change them at the destination by hand. YouTube and VK take changed texts.',
    about: 'With `metadata_only`: outputs of this type keep the texts of the delivery.',
  },
  'unknown-follow-up': {
    status: 409,
    title: 'The item has no such follow-up',
    tryInstead: 'Choose a follow-up that `outputs[].follow_ups` lists.',
    about: 'In the newest run, no output of this name has a follow-up of this name.',
  },
  'not-failed': {
    status: 409,
    title: 'The follow-up was skipped',
    tryInstead: 'Read its `skip_reason`.',
    about: 'Only a failed follow-up can be retried. This one does not apply, so there is nothing to retry.',
  },
  'transcript-changed': {
    status: 412,
    title: 'The transcript has changed',
    tryInstead: 'Read the transcript again, and apply your changes to it.',
    about:
      '`If-Match` does not name the current version. Another request corrected the transcript, or the recording was transcribed again.',
  },
  'note-changed': {
    status: 412,
    title: 'The note has changed',
    tryInstead: 'Read the notes again, and apply your change to the present one.',
    about: '`If-Match` does not name the current version of the note. Another request changed the note first.',
  },
  'item-changed': {
    status: 412,
    title: 'The item has changed',
    tryInstead: 'Read the item again, and decide whether your change still applies.',
    about: '`If-Match` does not name the newest revision of the item. A user or a step of the run changed the item first.',
  },
  'no-pdf': {
    status: 422,
    title: 'The transcript cannot be a PDF',
    tryInstead: 'Download `transcript.docx`: the program that opens it uses the fonts of its computer.',
    about:
      'The fonts of this server have Latin, Greek, Cyrillic, Armenian and Georgian letters. They cannot show all of the transcript, its title or its topics, and `detail` names the characters; or the transcript is too long. The list of files has no PDF then.',
  },
  'precondition-required': {
    status: 428,
    title: 'The request needs the header If-Match',
    tryInstead: 'Send the `ETag` that you have read as `If-Match`.',
    about: "Without the header, the request could overwrite another user's changes unnoticed.",
  },
} as const satisfies Record<string, ProblemKind>;
