const problems = {
  insecure: 'Browsers offer the microphone only to encrypted pages. Open this page with an address that begins with https.',
  denied: 'This page may not use the microphone. Allow it in the settings of your browser for this page, then record again.',
  missing: 'No microphone was found. Connect one, then record again.',
  busy: 'The microphone does not answer. Another program may be using it.',
  unsupported: 'This browser cannot record. Record with another program, and choose the file.',
  ended: 'The recording has ended, because the microphone was disconnected. What was recorded until then is kept.',
  failed: 'The recording could not begin. Reload the page, then record again.',
};

const states = {
  asking: 'Waiting for the microphone',
  recording: 'Recording',
  paused: 'Recording paused',
  ending: 'Ending the recording',
};

/** Texts about recordings from the microphone. */
export const microphoneTexts = {
  title: 'Recording from the microphone',
  record: 'Record',
  allow: 'Allow the microphone in the question of your browser.',
  states,
  pause: 'Pause',
  resume: 'Continue',
  stop: 'Stop',
  silent: 'The microphone hears nothing. Check that it is not muted.',
  kept: 'Kept in this browser until you send it.',
  losable: 'This browser cannot store the recording. Leave the page open until the recording is sent.',
  sounds: 'Recordings to send',
  recordingOf: (moment: string): string => `Recording of ${moment}`,
  sendOf: (moment: string): string => `Transcribe the recording of ${moment}`,
  download: 'Download',
  downloadOf: (moment: string): string => `Download the recording of ${moment}`,
  delete: 'Delete',
  deleteOf: (moment: string): string => `Delete the recording of ${moment}`,
  deleteHint: 'It was not sent, and nobody else has it.',
  refused: 'This browser does not give access to the recording now. Reload the page, then try again.',
  problems,
};
