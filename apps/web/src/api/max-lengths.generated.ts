/* Written by `npm run api` from docs/openapi.json. Do not edit. */

/** The length of the longest text in each field of a request, in characters. */
export const maxLengths = {
  BulkFilters: { q: 200 },
  BulkPause: { reason: 500 },
  Cancel: { reason: 500 },
  ChangeChannel: { data_source_id: 100, name: 60 },
  ChangeCredential: { client_id: 4096, client_secret: 4096, name: 100, password: 4096, token: 4096, username: 4096 },
  ChangeUser: { library: 64 },
  CheckChannel: { page_id: 2000 },
  CreateChannel: { data_source_id: 100, name: 60 },
  CreateCredential: { client_id: 4096, client_secret: 4096, name: 100, password: 4096, token: 4096, username: 4096 },
  CreateToken: { name: 100 },
  CreateUser: { library: 64, name: 64 },
  DiscardQuarantined: { commit_id: 200, reason: 500 },
  DocumentBulkFilters: { q: 200 },
  DocumentBulkPause: { reason: 500 },
  DocumentOverrides: { folder_pattern: 300, name_pattern: 300 },
  FieldMapBody: { completed_at: 200, drive_url: 200, duration: 200, language: 200, process_errors: 200, status: 200 },
  MakeLink: { user: 64 },
  MetadataOverrides: { model: 200 },
  Pause: { reason: 500 },
  RegisterForm: { title: 300 },
  RegisterSource: { title: 300, url: 4096 },
  RetryQuarantined: { reason: 500 },
  SegmentBody: { text: 5000 },
  SpeakerName: { name: 100 },
} as const;
