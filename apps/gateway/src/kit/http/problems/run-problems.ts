import type { ProblemKind } from './problem-kind.js';

/** Problems of starting, pausing and ending runs. */
export const runProblems = {
  'already-running': {
    status: 409,
    title: 'A run is active',
    tryInstead: 'Wait for the active run to end.',
    about: 'The item is being downloaded, processed or uploaded. A second run is not queued.',
  },
  'not-runnable': {
    status: 409,
    title: 'The item cannot run in its present status',
    about: 'An item cannot run while it waits for its source, or after it has expired.',
  },
  'no-file-yet': {
    status: 409,
    title: 'The file of the item is not here yet',
    tryInstead: 'Finish the upload, or run the item to fetch its file.',
    about: 'Previews and archives need the file of an item. The file is still uploaded or fetched, or no run has fetched it.',
  },
  'no-address': {
    status: 409,
    title: 'The item has no source that an address could replace',
    tryInstead: 'Register the other address as a new item.',
    about: 'The item waits for its upload or its source. Only the source of a failed item can be replaced.',
  },
  'address-in-use': {
    status: 409,
    title: 'The address of the item cannot be replaced',
    tryInstead: 'Register the other address as a new item.',
    about:
      'The address can be replaced only while nothing depends on it: the item must have failed, and no output may have received what was made from the present address.',
  },
  'no-file': {
    status: 409,
    title: 'The item has no source that a file could replace',
    tryInstead: 'Upload the other file as a new item.',
    about: 'The item waits for its upload or its source. Only the source of a failed item can be replaced.',
  },
  'file-in-use': {
    status: 409,
    title: 'The file of the item cannot be replaced',
    tryInstead: 'Upload the other file as a new item.',
    about:
      'The file can be replaced only while nothing depends on it: the item must have failed, and no output may have received what was made from the present file.',
  },
  'same-file': {
    status: 409,
    title: 'The file is the one that the item has',
    tryInstead: 'Choose another file, or run the item again.',
    about: 'A file with the same content would fail in the same way. To try the present file again, run the item.',
  },
  'nothing-to-check': {
    status: 409,
    title: 'No step can be checked now',
    tryInstead: 'Read what the item waits for (`waiting_for`), and why (`/explain`).',
    about:
      'No step of the item waits for something outside that a check could find. `detail` says what holds the item instead: a pause, its upload, its source, or the backoff after a failure.',
  },
  'checked-automatically': {
    status: 409,
    title: 'The wait ends without a check',
    about:
      'The server notices by itself when this wait ends: a speech model is looked for every 30 seconds, and a quota of the library continues its steps as soon as it has room.',
  },
  'checked-recently': {
    status: 409,
    title: 'The step was checked less than a minute ago',
    tryInstead: 'Try again at the time that `detail` names.',
    about:
      'A step that waits is checked at most once a minute on request, so that requests do not use up the limits of the other service.',
  },
  'not-pausable': {
    status: 409,
    title: 'There is nothing to pause',
    tryInstead: 'Try again when the next step has started, or cancel the run.',
    about:
      'Only an item that is being downloaded, processed or uploaded can be paused. Between two of these phases, and without an active run, nothing is in progress.',
  },
  'pause-is-over': {
    status: 409,
    title: 'The end of the pause has passed',
    tryInstead: 'Choose an end in the future, or none.',
    about: 'The requested end of the pause is in the past.',
  },
  'not-running': {
    status: 409,
    title: 'No run is active',
    tryInstead: 'Run the item, or reset it to do everything again.',
    about: 'Without an active run, there is nothing to cancel.',
  },
  'unknown-template': {
    status: 404,
    title: 'There is no such template',
    tryInstead: 'Choose a template of your library; GET /api/v1/templates lists them.',
    about:
      'No template with this id belongs to your library. An unknown template and a template of another library get the same answer.',
  },
  'template-is-draft': {
    status: 409,
    title: 'The template is a draft',
    tryInstead: 'Save the template with `is_draft` set to false, or choose another template.',
    about: 'A draft may be incomplete, so no run uses it, and no item is bound to it.',
  },
  'template-unusable': {
    status: 409,
    title: 'The template of the item cannot be used',
    tryInstead: 'Bind another template, or unbind this one.',
    about:
      'The item is bound to a template that was deleted, or that has become a draft. A run without its settings could deliver to other places, so none starts.',
  },
  'output-missing': {
    status: 409,
    title: 'Stored settings name an output that does not exist',
    tryInstead: 'Choose other outputs there, or name outputs in the request.',
    about:
      'The template, the preferences of the item or the settings of the library name an output that was removed. `detail` says which.',
  },
  'settings-conflict': {
    status: 409,
    title: 'Stored settings do not allow a run',
    tryInstead: 'Change one of the settings that `detail` names, or name it in the request.',
    about:
      'Settings of different places contradict each other, for example those of the template and those of the library. `detail` names each setting and its place. The request itself names neither.',
  },
} as const satisfies Record<string, ProblemKind>;
