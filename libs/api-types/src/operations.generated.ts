/* Written by `npm run api` from docs/openapi.json. Do not edit. */
import type { Operation } from './operation.js';
import type { components } from './openapi.js';

type Schemas = components['schemas'];

/** Read the version, the limits and the equipment of the workers. */
export const about: Operation<{ answer: Schemas['About'] }> = { method: 'GET', path: '/api/v1/about' };
/** File a document as reviewed. */
export const acceptDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/accept' };
/** Accept an invitation. */
export const acceptInvitation: Operation<{ body: Schemas['InvitationCode']; answer: Schemas['AcceptedInvitation'] }> = { method: 'POST', path: '/api/v1/invitations/accept' };
/** Deliver to further outputs. */
export const addDocumentOutputs: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['AddOutputs']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/outputs' };
/** Add a user to a library that you own. */
export const addMember: Operation<{ path: 'id'; body: Schemas['AddMember']; answer: Schemas['MemberList'] }> = { method: 'POST', path: '/api/v1/libraries/{id}/members' };
/** Write a note about a session. */
export const addNote: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['NoteBody']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/notes' };
/** Deliver to further outputs. */
export const addOutputs: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['AddOutputs']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs' };
/** Add a passkey. */
export const addPasskey: Operation<{ body: Schemas['AddPasskey']; answer: Schemas['Passkey'] }> = { method: 'POST', path: '/api/v1/me/passkeys' };
/** Read the document of the messages between the services. */
export const asyncApi: Operation<{ answer: object }> = { method: 'GET', path: '/asyncapi.json' };
/** Start an upload in parts. */
export const beginUpload: Operation<{  }> = { method: 'POST', path: '/api/v1/uploads' };
/** Bind a template. */
export const bindDocumentTemplate: Operation<{ path: 'id' | 'template_id'; query: { readonly reset_preferences?: boolean | undefined; readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/template/{template_id}' };
/** Bind migrated items to files that stay where they are. */
export const bindOriginals: Operation<{ body: Schemas['OriginalBatch']; answer: Schemas['OriginalsResult'] }> = { method: 'POST', path: '/api/v1/admin/imports/originals' };
/** Bind a template. */
export const bindRecordingTemplate: Operation<{ path: 'id' | 'template_id'; query: { readonly reset_preferences?: boolean | undefined; readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/template/{template_id}' };
/** Cancel the deletion of an account. */
export const cancelAccountDeletion: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/deletion' };
/** Cancel a run. */
export const cancelDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Cancel'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/cancel' };
/** Cancel a run. */
export const cancelRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Cancel'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/cancel' };
/** Change a channel. */
export const changeChannel: Operation<{ path: 'id'; body: Schemas['ChangeChannel'] | undefined; answer: Schemas['Channel'] }> = { method: 'PATCH', path: '/api/v1/channels/{id}' };
/** Rename a credential, or replace its secrets. */
export const changeCredential: Operation<{ path: 'id'; body: Schemas['ChangeCredential'] | undefined; answer: Schemas['Credential'] }> = { method: 'PATCH', path: '/api/v1/credentials/{id}' };
/** Switch to another library, or change the default language of your library. */
export const changeMe: Operation<{ body: Schemas['ChangeMe']; answer: Schemas['Me'] }> = { method: 'PATCH', path: '/api/v1/me' };
/** Change the role of a member. */
export const changeMember: Operation<{ path: 'id' | 'user_id'; body: Schemas['ChangeMember']; answer: Schemas['MemberList'] }> = { method: 'PATCH', path: '/api/v1/libraries/{id}/members/{user_id}' };
/** Change a note of a session. */
export const changeNote: Operation<{ path: 'id' | 'note_id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['NoteBody']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'PUT', path: '/api/v1/sessions/{id}/notes/{note_id}' };
/** Choose where the notices of your library are sent. */
export const changeNotices: Operation<{ body: Schemas['NoticesBody']; answer: Schemas['Notices'] }> = { method: 'PUT', path: '/api/v1/me/notices' };
/** Describe a recording, or correct its language. */
export const changeRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['ChangeRecording']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'PATCH', path: '/api/v1/recordings/{id}' };
/** Change the role of a user, or shut the user out. */
export const changeUser: Operation<{ path: 'id'; body: Schemas['ChangeUser'] | undefined; answer: Schemas['User'] }> = { method: 'PATCH', path: '/api/v1/admin/users/{id}' };
/** Change, pause or enable a webhook endpoint. */
export const changeWebhookEndpoint: Operation<{ path: 'id'; body: Schemas['ChangeWebhookEndpoint']; answer: Schemas['WebhookEndpoint'] }> = { method: 'PATCH', path: '/api/v1/webhook-endpoints/{id}' };
/** Check that the pages of a channel can be written. */
export const checkChannel: Operation<{ path: 'id'; body: Schemas['CheckChannel'] | undefined; answer: Schemas['ChannelCheck'] }> = { method: 'POST', path: '/api/v1/channels/{id}/check' };
/** Check whether the identity provider can be used. */
export const checkProvider: Operation<{ answer: Schemas['ProviderState'] }> = { method: 'GET', path: '/api/v1/admin/provider' };
/** Choose the speech model. */
export const chooseModel: Operation<{ body: Schemas['ChooseModel']; answer: Schemas['ModelAnswer'] }> = { method: 'PUT', path: '/api/v1/engines/choice' };
/** Return from the consent page of a service. */
export const comeBackWithConsent: Operation<{ query: { readonly state?: string | undefined; readonly code?: string | undefined; readonly device_id?: string | undefined; readonly error?: string | undefined }; answer: string }> = { method: 'GET', path: '/api/v1/credentials/oauth/callback' };
/** Start to connect an account at a service. */
export const connectCredential: Operation<{ path: 'id'; answer: Schemas['ConsentLink'] }> = { method: 'POST', path: '/api/v1/credentials/{id}/connect' };
/** Start to connect an account at the identity provider. */
export const connectIdentity: Operation<{ answer: Schemas['ProviderLink'] }> = { method: 'POST', path: '/api/v1/me/identities' };
/** Correct the fields of a document. */
export const correctDocumentFields: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentFieldsBody']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'PATCH', path: '/api/v1/documents/{id}/fields' };
/** Correct a transcript. */
export const correctTranscript: Operation<{ path: 'id'; body: Schemas['Correction']; answer: Schemas['CorrectionAnswer'] }> = { method: 'PUT', path: '/api/v1/recordings/{id}/transcript' };
/** Make a channel. */
export const createChannel: Operation<{ body: Schemas['CreateChannel']; answer: Schemas['NewChannel'] }> = { method: 'POST', path: '/api/v1/channels' };
/** Save a credential. */
export const createCredential: Operation<{ body: Schemas['CreateCredential']; answer: Schemas['Credential'] }> = { method: 'POST', path: '/api/v1/credentials' };
/** Register a document. */
export const createDocument: Operation<{ body: Schemas['RegisterSource']; answer: Schemas['Document'] }> = { method: 'POST', path: '/api/v1/documents' };
/** Invite a person to a library by a link. */
export const createInvitation: Operation<{ path: 'id'; body: Schemas['CreateInvitation']; answer: Schemas['CreatedInvitation'] }> = { method: 'POST', path: '/api/v1/libraries/{id}/invitations' };
/** Make a job. */
export const createJob: Operation<{ body: Schemas['JobBody']; answer: Schemas['Job'] }> = { method: 'POST', path: '/api/v1/jobs' };
/** Make a library. */
export const createLibrary: Operation<{ body: Schemas['CreateLibrary']; answer: Schemas['LibraryDetails'] }> = { method: 'POST', path: '/api/v1/libraries' };
/** Set up an own output. */
export const createPreset: Operation<{ body: Schemas['PresetBody']; answer: Schemas['Preset'] }> = { method: 'POST', path: '/api/v1/presets' };
/** Transcribe a file or an address. */
export const createSession: Operation<{ body: Schemas['RegisterSource']; answer: Schemas['Session'] }> = { method: 'POST', path: '/api/v1/sessions' };
/** Set up a source. */
export const createSource: Operation<{ body: Schemas['SourceBody']; answer: Schemas['LibrarySource'] }> = { method: 'POST', path: '/api/v1/sources' };
/** Make a template. */
export const createTemplate: Operation<{ body: Schemas['TemplateBody']; answer: Schemas['Template'] }> = { method: 'POST', path: '/api/v1/templates' };
/** Make a token. */
export const createToken: Operation<{ body: Schemas['CreateToken']; answer: Schemas['CreatedToken'] }> = { method: 'POST', path: '/api/v1/me/tokens' };
/** Make a token for a user. */
export const createTokenForUser: Operation<{ path: 'id'; body: Schemas['CreateTokenForUser']; answer: Schemas['CreatedToken'] }> = { method: 'POST', path: '/api/v1/admin/users/{id}/tokens' };
/** Create a user. */
export const createUser: Operation<{ body: Schemas['CreateUser']; answer: Schemas['User'] }> = { method: 'POST', path: '/api/v1/admin/users' };
/** Set up a webhook endpoint. */
export const createWebhookEndpoint: Operation<{ body: Schemas['WebhookEndpointBody']; answer: Schemas['NewWebhookEndpoint'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints' };
/** Delete the account of a user. */
export const deleteAccount: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DeleteAccount']; answer: Schemas['AccountDeletion']; preview: Schemas['DeletionPreview'] }> = { method: 'POST', path: '/api/v1/admin/users/{id}/deletion' };
/** Delete a document. */
export const deleteDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/documents/{id}' };
/** Delete an export and its archive. */
export const deleteExport: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/exports/{id}' };
/** Delete a job. */
export const deleteJob: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/jobs/{id}' };
/** Delete an empty library. */
export const deleteLibrary: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/libraries/{id}' };
/** Delete your account. */
export const deleteMyAccount: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DeleteAccount']; answer: Schemas['AccountDeletion']; preview: Schemas['DeletionPreview'] }> = { method: 'POST', path: '/api/v1/me/deletion' };
/** Delete a recording. */
export const deleteRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'DELETE', path: '/api/v1/recordings/{id}' };
/** Delete a session. */
export const deleteSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/sessions/{id}' };
/** Delete a webhook endpoint. */
export const deleteWebhookEndpoint: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/webhook-endpoints/{id}' };
/** Describe a document. */
export const describeDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DescriptionBody']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'PATCH', path: '/api/v1/documents/{id}' };
/** Read what this server supports of tus. */
export const describeUploads: Operation<{  }> = { method: 'OPTIONS', path: '/api/v1/uploads' };
/** Discard the commit that blocks an item. */
export const discardQuarantined: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DiscardQuarantined'] | undefined; answer: Schemas['QuarantineDecision']; preview: Schemas['QuarantinePreview'] }> = { method: 'POST', path: '/api/v1/admin/quarantine/{id}/discard' };
/** Disconnect an account. */
export const disconnectIdentity: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/identities/{id}' };
/** Download the administration log. */
export const downloadAdministrationLog: Operation<{ query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly format?: 'csv' | 'jsonl' | undefined } }> = { method: 'GET', path: '/api/v1/admin/log/download' };
/** Download a document. */
export const downloadDocument: Operation<{ path: 'id'; query: { readonly file?: 'finished' | 'original' | undefined } }> = { method: 'GET', path: '/api/v1/documents/{id}/download' };
/** Download the transcript of a completed session. */
export const downloadTranscript: Operation<{ path: 'id'; query: { readonly format?: 'txt' | 'srt' | 'vtt' | 'json' | undefined }; answer: object }> = { method: 'GET', path: '/api/v1/sessions/{id}/download' };
/** Sign out everywhere else. */
export const endOtherSignIns: Operation<{ answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/auth/sessions' };
/** Sign another browser out. */
export const endSignIn: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/auth/sessions/{id}' };
/** Sign a user out everywhere. */
export const endSignInsOfUser: Operation<{ path: 'id'; answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/sessions' };
/** End an upload. */
export const endUpload: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/uploads/{id}' };
/** Erase a document permanently. */
export const eraseDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/erase' };
/** Erase a recording permanently. */
export const eraseRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/erase' };
/** Erase a session permanently. */
export const eraseSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/erase' };
/** Execute a preview. */
export const executeBulkJob: Operation<{ path: 'id'; answer: Schemas['BulkJob'] }> = { method: 'POST', path: '/api/v1/bulk/{id}/execute' };
/** Explain the state of a document. */
export const explainDocument: Operation<{ path: 'id'; answer: Schemas['DocumentExplanation'] }> = { method: 'GET', path: '/api/v1/documents/{id}/explain' };
/** Explain the state of a recording. */
export const explainRecording: Operation<{ path: 'id'; answer: Schemas['Explanation'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/explain' };
/** Explain the state of a session. */
export const explainSession: Operation<{ path: 'id'; answer: Schemas['SessionExplanation'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/explain' };
/** Export the history of an item. */
export const exportEvents: Operation<{ path: 'id'; query: { readonly texts?: boolean | undefined } }> = { method: 'GET', path: '/api/v1/item-exports/{id}/events' };
/** Download a file that the history of an item names. */
export const exportFile: Operation<{ path: 'id'; query: { readonly key?: string | undefined } }> = { method: 'GET', path: '/api/v1/item-exports/{id}/files' };
/** Download a speech model. */
export const fetchModel: Operation<{ path: 'name'; answer: Schemas['ModelAnswer'] }> = { method: 'POST', path: '/api/v1/engines/models/{name}/fetch' };
/** Confirm an address, or unsubscribe. */
export const followNoticeLink: Operation<{ path: 'purpose' | 'library' | 'signature'; answer: string }> = { method: 'POST', path: '/api/v1/notices/{purpose}/{library}/{signature}' };
/** Read the deletion of an account. */
export const getAccountDeletion: Operation<{ path: 'id'; answer: Schemas['AccountDeletion'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}/deletion' };
/** Download all files. */
export const getArchive: Operation<{ path: 'id' }> = { method: 'GET', path: '/api/v1/recordings/{id}/archive' };
/** Download a file. */
export const getArtifact: Operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }> = { method: 'GET', path: '/api/v1/recordings/{id}/artifacts/{name}' };
/** Read the verdicts and results of a bulk job. */
export const getBulkItems: Operation<{ path: 'id'; query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly verdict?: 'change' | 'skip' | 'refuse' | 'error' | undefined; readonly outcome?: 'changed' | 'skipped' | 'refused' | 'error' | 'left_out' | undefined }; answer: Schemas['BulkItemList'] }> = { method: 'GET', path: '/api/v1/bulk/{id}/items' };
/** Read a bulk job. */
export const getBulkJob: Operation<{ path: 'id'; answer: Schemas['BulkProgress'] }> = { method: 'GET', path: '/api/v1/bulk/{id}' };
/** Read a channel and its state. */
export const getChannel: Operation<{ path: 'id'; answer: Schemas['Channel'] }> = { method: 'GET', path: '/api/v1/channels/{id}' };
/** Read a credential and its state. */
export const getCredential: Operation<{ path: 'id'; answer: Schemas['Credential'] }> = { method: 'GET', path: '/api/v1/credentials/{id}' };
/** Read a document. */
export const getDocument: Operation<{ path: 'id'; query: { readonly min_revision?: string | undefined; readonly after_revision?: string | undefined; readonly wait?: number | undefined; readonly as_of?: string | undefined }; answer: Schemas['Document'] }> = { method: 'GET', path: '/api/v1/documents/{id}' };
/** Download all files. */
export const getDocumentArchive: Operation<{ path: 'id' }> = { method: 'GET', path: '/api/v1/documents/{id}/archive' };
/** Download a file. */
export const getDocumentArtifact: Operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }> = { method: 'GET', path: '/api/v1/documents/{id}/artifacts/{name}' };
/** Read the steps of a document, by name. */
export const getDocumentSteps: Operation<{ path: 'id'; answer: Readonly<Record<string, Schemas['DocumentStep']>> }> = { method: 'GET', path: '/api/v1/documents/{id}/steps' };
/** Read an export. */
export const getExport: Operation<{ path: 'id'; answer: Schemas['DataExport'] }> = { method: 'GET', path: '/api/v1/me/exports/{id}' };
/** Download the archive of an export. */
export const getExportArchive: Operation<{ path: 'id' }> = { method: 'GET', path: '/api/v1/me/exports/{id}/archive' };
/** Read a job. */
export const getJob: Operation<{ path: 'id'; answer: Schemas['Job'] }> = { method: 'GET', path: '/api/v1/jobs/{id}' };
/** Read a run of a job. */
export const getJobRun: Operation<{ path: 'id' | 'run'; answer: Schemas['JobRunWithItems'] }> = { method: 'GET', path: '/api/v1/jobs/{id}/runs/{run}' };
/** List the requests to a simulated output, with their replies. */
export const getLedger: Operation<{ path: 'output'; query: { readonly asset_id?: string | undefined; readonly after?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['Ledger'] }> = { method: 'GET', path: '/api/v1/simulation/outputs/{output}/ledger' };
/** Read a library. */
export const getLibrary: Operation<{ path: 'id'; answer: Schemas['LibraryDetails'] }> = { method: 'GET', path: '/api/v1/libraries/{id}' };
/** Read the status on the Notion page of a recording. */
export const getMirror: Operation<{ path: 'id'; answer: Schemas['Mirror'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/mirror' };
/** Read where the notices of your library are sent. */
export const getNotices: Operation<{ answer: Schemas['Notices'] }> = { method: 'GET', path: '/api/v1/me/notices' };
/** Read an own output. */
export const getPreset: Operation<{ path: 'id'; answer: Schemas['Preset'] }> = { method: 'GET', path: '/api/v1/presets/{id}' };
/** Read which commits block an item, and earlier decisions about it. */
export const getQuarantined: Operation<{ path: 'id'; answer: Schemas['QuarantinedItem'] }> = { method: 'GET', path: '/api/v1/admin/quarantine/{id}' };
/** Read what your library may use this month, and what is left. */
export const getQuota: Operation<{ answer: Schemas['Quota'] }> = { method: 'GET', path: '/api/v1/me/quota' };
/** Read what your library used in a month. */
export const getQuotaHistory: Operation<{ query: { readonly period?: string | undefined }; answer: Schemas['QuotaHistory'] }> = { method: 'GET', path: '/api/v1/me/quota/history' };
/** Read a recording. */
export const getRecording: Operation<{ path: 'id'; query: { readonly min_revision?: string | undefined; readonly after_revision?: string | undefined; readonly wait?: number | undefined; readonly as_of?: string | undefined }; answer: Schemas['Recording'] }> = { method: 'GET', path: '/api/v1/recordings/{id}' };
/** Read a session. */
export const getSession: Operation<{ path: 'id'; answer: Schemas['Session'] }> = { method: 'GET', path: '/api/v1/sessions/{id}' };
/** Download a file. */
export const getSessionArtifact: Operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }> = { method: 'GET', path: '/api/v1/sessions/{id}/artifacts/{name}' };
/** Read the progress of a session. */
export const getSessionStatus: Operation<{ path: 'id'; answer: Schemas['Session'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/status' };
/** Read the transcript of a session. */
export const getSessionTranscript: Operation<{ path: 'id'; answer: Schemas['Transcript'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/transcript' };
/** Read the transcript so far. */
export const getSessionTranscriptSoFar: Operation<{ path: 'id'; answer: Schemas['TranscriptSoFar'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/transcript/so-far' };
/** Read the settings of your library. */
export const getSettings: Operation<{ answer: Schemas['UserSettings'] }> = { method: 'GET', path: '/api/v1/me/settings' };
/** Read the show notes. */
export const getShowNotes: Operation<{ path: 'id'; answer: string }> = { method: 'GET', path: '/api/v1/recordings/{id}/show-notes' };
/** Read how a user can sign in. */
export const getSignInMethodsOfUser: Operation<{ path: 'id'; answer: Schemas['UserSignInMethods'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}/sign-in-methods' };
/** Read a source. */
export const getSource: Operation<{ path: 'id'; answer: Schemas['LibrarySource'] }> = { method: 'GET', path: '/api/v1/sources/{id}' };
/** Read a sync of a source. */
export const getSourceSync: Operation<{ path: 'id' | 'sync_id'; answer: Schemas['SourceSync'] }> = { method: 'GET', path: '/api/v1/sources/{id}/syncs/{sync_id}' };
/** Read a template. */
export const getTemplate: Operation<{ path: 'id'; answer: Schemas['Template'] }> = { method: 'GET', path: '/api/v1/templates/{id}' };
/** Read a transcript. */
export const getTranscript: Operation<{ path: 'id'; query: { readonly version?: string | undefined; readonly as_of?: string | undefined }; answer: Schemas['Transcript'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/transcript' };
/** Read the transcript so far. */
export const getTranscriptSoFar: Operation<{ path: 'id'; answer: Schemas['TranscriptSoFar'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/transcript/so-far' };
/** Read the progress of an upload. */
export const getUpload: Operation<{ path: 'id'; answer: Schemas['Upload'] }> = { method: 'GET', path: '/api/v1/uploads/{id}' };
/** Read the result of an upload. */
export const getUploadResult: Operation<{ path: 'id'; answer: Schemas['RegisteredUpload'] | Schemas['DuplicateUpload'] }> = { method: 'GET', path: '/api/v1/uploads/{id}/result' };
/** Read a user. */
export const getUser: Operation<{ path: 'id'; answer: Schemas['User'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}' };
/** Read the limits of a user. */
export const getUserLimits: Operation<{ path: 'id'; answer: Schemas['UserLimits'] }> = { method: 'GET', path: '/api/v1/admin/users/{id}/quota' };
/** Read the vocabulary of your library. */
export const getVocabulary: Operation<{ answer: Schemas['Vocabulary'] }> = { method: 'GET', path: '/api/v1/me/vocabulary' };
/** Read a webhook endpoint and its state. */
export const getWebhookEndpoint: Operation<{ path: 'id'; answer: Schemas['WebhookEndpoint'] }> = { method: 'GET', path: '/api/v1/webhook-endpoints/{id}' };
/** Start the upload of a file of an imported item. */
export const importFile: Operation<{ body: Schemas['ImportedFile']; answer: Schemas['ImportedFileState'] }> = { method: 'POST', path: '/api/v1/admin/imports/files' };
/** Import the histories of items. */
export const importItems: Operation<{ body: Schemas['ImportBatch']; answer: Schemas['ImportResult'] }> = { method: 'POST', path: '/api/v1/admin/imports' };
/** Accept an invitation without an account, and get one. */
export const joinByInvitation: Operation<{ body: Schemas['JoinByInvitation']; answer: Schemas['Me'] }> = { method: 'POST', path: '/api/v1/invitations/join' };
/** Leave a library. */
export const leaveLibrary: Operation<{ path: 'id' }> = { method: 'POST', path: '/api/v1/libraries/{id}/leave' };
/** Create a link to a file, for a player. */
export const linkArtifact: Operation<{ path: 'id' | 'name'; answer: Schemas['ArtifactLink'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/artifacts/{name}/link' };
/** Create a link to a file, for a player. */
export const linkDocumentArtifact: Operation<{ path: 'id' | 'name'; answer: Schemas['ArtifactLink'] }> = { method: 'POST', path: '/api/v1/documents/{id}/artifacts/{name}/link' };
/** List the deletions of accounts. */
export const listAccountDeletions: Operation<{ answer: Schemas['AccountDeletionList'] }> = { method: 'GET', path: '/api/v1/admin/deletions' };
/** Read who changed users, rights and settings, and from where. */
export const listAdministrationLog: Operation<{ query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['AdministrationLogPage'] }> = { method: 'GET', path: '/api/v1/admin/log' };
/** List the files of a recording. */
export const listArtifacts: Operation<{ path: 'id'; answer: Schemas['ArtifactList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/artifacts' };
/** List the bulk jobs of your library. */
export const listBulkJobs: Operation<{ answer: Schemas['BulkJobList'] }> = { method: 'GET', path: '/api/v1/bulk' };
/** List the channels of your library. */
export const listChannels: Operation<{ answer: Schemas['ChannelList'] }> = { method: 'GET', path: '/api/v1/channels' };
/** List the types of credentials. */
export const listCredentialTypes: Operation<{ answer: Schemas['CredentialTypeList'] }> = { method: 'GET', path: '/api/v1/credential-types' };
/** List the credentials of your library. */
export const listCredentials: Operation<{ answer: Schemas['CredentialList'] }> = { method: 'GET', path: '/api/v1/credentials' };
/** List the files of a document. */
export const listDocumentArtifacts: Operation<{ path: 'id'; answer: Schemas['ArtifactList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/artifacts' };
/** List the open attempts of a document. */
export const listDocumentAttempts: Operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/attempts' };
/** List the events of a document. */
export const listDocumentEvents: Operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/events' };
/** List the share links of a document. */
export const listDocumentShareLinks: Operation<{ path: 'id'; answer: Schemas['ShareLinkList'] }> = { method: 'GET', path: '/api/v1/documents/{id}/share-links' };
/** List and search documents. */
export const listDocuments: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | 'status' | '-status' | undefined; readonly q?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly include?: 'total' | undefined; readonly failed?: boolean | undefined; readonly on_pause?: boolean | undefined; readonly waiting?: boolean | undefined; readonly needs_review?: boolean | undefined; readonly stopped?: boolean | undefined; readonly tag?: string | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined; readonly sha256?: string | undefined; readonly status?: readonly ('pending' | 'processing' | 'completed' | 'failed')[] | undefined; readonly unsure?: boolean | undefined; readonly as_of?: string | undefined }; answer: Schemas['DocumentList']; past: Schemas['PastDocumentList'] }> = { method: 'GET', path: '/api/v1/documents' };
/** List the systems that report steps and deliveries. */
export const listEventSenders: Operation<{ answer: Schemas['EventSenderList'] }> = { method: 'GET', path: '/api/v1/admin/events/senders' };
/** List the events of a recording. */
export const listEvents: Operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/events' };
/** List your exports. */
export const listExports: Operation<{ answer: Schemas['DataExportList'] }> = { method: 'GET', path: '/api/v1/me/exports' };
/** List your connected accounts. */
export const listIdentities: Operation<{ answer: Schemas['IdentityList'] }> = { method: 'GET', path: '/api/v1/me/identities' };
/** List the invitations to a library. */
export const listInvitations: Operation<{ path: 'id'; answer: Schemas['InvitationList'] }> = { method: 'GET', path: '/api/v1/libraries/{id}/invitations' };
/** List recordings, documents and sessions together. */
export const listItems: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly kind?: readonly ('recording' | 'document' | 'session')[] | undefined; readonly state?: 'attention' | 'deleted' | 'stopped' | 'failed' | 'partial' | 'unconfirmed' | 'follow_up_failed' | 'to_review' | 'paused' | 'waiting' | 'in_progress' | 'queued' | 'ready' | 'not_started' | 'unreadable' | 'no_transcript' | 'unsure' | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | undefined; readonly q?: string | undefined; readonly tag?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly include?: 'counts' | 'to_do' | 'kinds' | undefined }; answer: Schemas['ListedItemList'] }> = { method: 'GET', path: '/api/v1/items' };
/** List the runs of a job. */
export const listJobRuns: Operation<{ path: 'id'; answer: Schemas['JobRunList'] }> = { method: 'GET', path: '/api/v1/jobs/{id}/runs' };
/** List the jobs of your library. */
export const listJobs: Operation<{ answer: Schemas['JobList'] }> = { method: 'GET', path: '/api/v1/jobs' };
/** List your libraries. */
export const listLibraries: Operation<{ answer: Schemas['LibraryList'] }> = { method: 'GET', path: '/api/v1/libraries' };
/** Read who changed the members and settings of a library. */
export const listLibraryLog: Operation<{ path: 'id'; query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['AdministrationLogPage'] }> = { method: 'GET', path: '/api/v1/libraries/{id}/log' };
/** List the members of a library. */
export const listMembers: Operation<{ path: 'id'; answer: Schemas['MemberList'] }> = { method: 'GET', path: '/api/v1/libraries/{id}/members' };
/** Read the notes of a session. */
export const listNotes: Operation<{ path: 'id'; answer: Schemas['Notes'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/notes' };
/** List the types of outputs, with the forms of their settings. */
export const listOutputTypes: Operation<{ answer: Schemas['OutputTypeList'] }> = { method: 'GET', path: '/api/v1/output-types' };
/** List the outputs that your runs can use. */
export const listOutputs: Operation<{ answer: Schemas['OutputList'] }> = { method: 'GET', path: '/api/v1/outputs' };
/** List your passkeys. */
export const listPasskeys: Operation<{ answer: Schemas['PasskeyList'] }> = { method: 'GET', path: '/api/v1/me/passkeys' };
/** List the own outputs of your library. */
export const listPresets: Operation<{ answer: Schemas['PresetList'] }> = { method: 'GET', path: '/api/v1/presets' };
/** List the items whose history cannot be applied. */
export const listQuarantine: Operation<{ answer: Schemas['QuarantineList'] }> = { method: 'GET', path: '/api/v1/admin/quarantine' };
/** List what each library used in a month. */
export const listQuotas: Operation<{ query: { readonly period?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['UserQuotaList'] }> = { method: 'GET', path: '/api/v1/stats/quotas' };
/** List the open attempts of a recording. */
export const listRecordingAttempts: Operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/attempts' };
/** List the share links of a recording. */
export const listRecordingShareLinks: Operation<{ path: 'id'; answer: Schemas['ShareLinkList'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/share-links' };
/** List recordings. */
export const listRecordings: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | 'status' | '-status' | undefined; readonly q?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly include?: 'total' | undefined; readonly failed?: boolean | undefined; readonly on_pause?: boolean | undefined; readonly waiting?: boolean | undefined; readonly needs_review?: boolean | undefined; readonly stopped?: boolean | undefined; readonly tag?: string | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined; readonly sha256?: string | undefined; readonly status?: readonly ('PENDING_SOURCE' | 'INITIALIZED' | 'SKIPPED' | 'DOWNLOADING' | 'DOWNLOADED' | 'PROCESSING' | 'PROCESSED' | 'UPLOADING' | 'UPLOADED' | 'READY' | 'EXPIRED')[] | undefined; readonly unconfirmed?: boolean | undefined; readonly partial?: boolean | undefined; readonly follow_ups_failed?: boolean | undefined; readonly draft?: boolean | undefined; readonly transcript?: 'missing' | 'off' | undefined; readonly channel_id?: string | undefined; readonly as_of?: string | undefined }; answer: Schemas['RecordingList']; past: Schemas['PastRecordingList'] }> = { method: 'GET', path: '/api/v1/recordings' };
/** List the files of a session. */
export const listSessionArtifacts: Operation<{ path: 'id'; answer: Schemas['ArtifactList'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/artifacts' };
/** List the open attempts of a session. */
export const listSessionAttempts: Operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/attempts' };
/** List the events of a session. */
export const listSessionEvents: Operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }> = { method: 'GET', path: '/api/v1/sessions/{id}/events' };
/** List sessions. */
export const listSessions: Operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly status?: readonly ('pending' | 'processing' | 'completed' | 'failed')[] | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined }; answer: Schemas['SessionList'] }> = { method: 'GET', path: '/api/v1/sessions' };
/** List the share links of the library. */
export const listShareLinks: Operation<{ answer: Schemas['ShareLinkList'] }> = { method: 'GET', path: '/api/v1/share-links' };
/** List the browsers in which you are signed in. */
export const listSignIns: Operation<{ answer: Schemas['SignInList'] }> = { method: 'GET', path: '/api/v1/auth/sessions' };
/** List the simulated outputs. */
export const listSimulatedOutputs: Operation<{ answer: Schemas['SimulatedOutputList'] }> = { method: 'GET', path: '/api/v1/simulation/outputs' };
/** List the last syncs of a source. */
export const listSourceSyncs: Operation<{ path: 'id'; answer: Schemas['SourceSyncList'] }> = { method: 'GET', path: '/api/v1/sources/{id}/syncs' };
/** List the types of sources, with the forms of their settings. */
export const listSourceTypes: Operation<{ answer: Schemas['SourceTypeList'] }> = { method: 'GET', path: '/api/v1/source-types' };
/** List the sources of your library. */
export const listSources: Operation<{ answer: Schemas['SourceList'] }> = { method: 'GET', path: '/api/v1/sources' };
/** List the templates of your library. */
export const listTemplates: Operation<{ answer: Schemas['TemplateList'] }> = { method: 'GET', path: '/api/v1/templates' };
/** List your tokens. */
export const listTokens: Operation<{ answer: Schemas['TokenList'] }> = { method: 'GET', path: '/api/v1/me/tokens' };
/** List the versions of a transcript. */
export const listTranscriptVersions: Operation<{ path: 'id'; answer: Schemas['TranscriptVersions'] }> = { method: 'GET', path: '/api/v1/recordings/{id}/transcript/versions' };
/** List all users, the disabled ones included. */
export const listUsers: Operation<{ answer: Schemas['UserList'] }> = { method: 'GET', path: '/api/v1/admin/users' };
/** List the last requests to a webhook endpoint. */
export const listWebhookAttempts: Operation<{ path: 'id'; query: { readonly limit?: number | undefined }; answer: Schemas['WebhookAttemptList'] }> = { method: 'GET', path: '/api/v1/webhook-endpoints/{id}/attempts' };
/** List the webhook endpoints of your library. */
export const listWebhookEndpoints: Operation<{ answer: Schemas['WebhookEndpointList'] }> = { method: 'GET', path: '/api/v1/webhook-endpoints' };
/** List the present workers. */
export const listWorkers: Operation<{ answer: Schemas['WorkerList'] }> = { method: 'GET', path: '/api/v1/workers' };
/** Check that the process runs. */
export const live: Operation<{ answer: Schemas['Live'] }> = { method: 'GET', path: '/health/live' };
/** Make the previews of a document. */
export const makeDocumentPreviews: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/previews' };
/** Make the previews of a recording. */
export const makePreviews: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/previews' };
/** Make the previews of a session. */
export const makeSessionPreviews: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/previews' };
/** Make a link that signs a browser in, once. */
export const makeSignInLink: Operation<{ body: Schemas['MakeLink'] | undefined; answer: Schemas['SignInLink'] }> = { method: 'POST', path: '/api/v1/auth/links' };
/** Read your name, your role and what you may do. */
export const me: Operation<{ answer: Schemas['Me'] }> = { method: 'GET', path: '/api/v1/me' };
/** Read the metrics. */
export const metrics: Operation<{ answer: string }> = { method: 'GET', path: '/metrics' };
/** Name a speaker of a session. */
export const nameSessionSpeaker: Operation<{ path: 'id' | 'speaker'; body: Schemas['SpeakerName']; answer: Schemas['SessionCorrectionAnswer'] }> = { method: 'PUT', path: '/api/v1/sessions/{id}/transcript/speakers/{speaker}' };
/** Name a speaker. */
export const nameSpeaker: Operation<{ path: 'id' | 'speaker'; body: Schemas['SpeakerName']; answer: Schemas['CorrectionAnswer'] }> = { method: 'PUT', path: '/api/v1/recordings/{id}/transcript/speakers/{speaker}' };
/** Read this document. */
export const openApi: Operation<{ answer: object }> = { method: 'GET', path: '/openapi.json' };
/** Open a share link. */
export const openShared: Operation<{ body: Schemas['OpenShared']; answer: Schemas['SharedItem'] }> = { method: 'POST', path: '/api/v1/shared/open' };
/** Pause a run. */
export const pauseDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Pause'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/pause' };
/** Pause many documents. */
export const pauseDocuments: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentBulkPause']; answer: Schemas['DocumentBulkPauseAnswer'] }> = { method: 'POST', path: '/api/v1/documents/bulk/pause' };
/** Pause a run. */
export const pauseRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Pause'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/pause' };
/** Pause many recordings. */
export const pauseRecordings: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['BulkPause']; answer: Schemas['BulkPauseAnswer'] }> = { method: 'POST', path: '/api/v1/recordings/bulk/pause' };
/** Pause a source. */
export const pauseSource: Operation<{ path: 'id'; answer: Schemas['LibrarySource'] }> = { method: 'POST', path: '/api/v1/sources/{id}/pause' };
/** Prepare a new passkey. */
export const preparePasskey: Operation<{ answer: Schemas['PasskeyOptions'] }> = { method: 'POST', path: '/api/v1/me/passkeys/options' };
/** Prepare a sign-in with a passkey. */
export const preparePasskeySignIn: Operation<{ answer: Schemas['PasskeyOptions'] }> = { method: 'POST', path: '/api/v1/auth/passkey/options' };
/** Preview a command for many documents. */
export const previewDocuments: Operation<{ body: Schemas['DocumentBulkPreview']; answer: Schemas['BulkPreviewed'] }> = { method: 'POST', path: '/api/v1/documents/bulk/preview' };
/** Read an invitation by the code of its link. */
export const previewInvitation: Operation<{ body: Schemas['InvitationCode']; answer: Schemas['InvitationPreview'] }> = { method: 'POST', path: '/api/v1/invitations/preview' };
/** Preview a command for many recordings. */
export const previewRecordings: Operation<{ body: Schemas['BulkPreview']; answer: Schemas['BulkPreviewed'] }> = { method: 'POST', path: '/api/v1/recordings/bulk/preview' };
/** Preview patterns with a sample. */
export const previewTexts: Operation<{ body: Schemas['TextsPreview']; answer: Schemas['Texts'] }> = { method: 'POST', path: '/api/v1/texts/preview' };
/** Read the explanation of every problem code. */
export const problems: Operation<{ answer: string }> = { method: 'GET', path: '/docs/problems' };
/** Read where the provider's own sign-in ends. */
export const providerSignOut: Operation<{ answer: Schemas['ProviderSignOut'] }> = { method: 'GET', path: '/api/v1/auth/provider/sign-out' };
/** Publish what waits for a review. */
export const publishDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Publish'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/publish' };
/** Publish what waits for a review. */
export const publishRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Publish'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/publish' };
/** Read a shared item. */
export const readShared: Operation<{ path: 'link'; answer: Schemas['SharedItem'] }> = { method: 'GET', path: '/api/v1/shared/{link}' };
/** Read a file of a shared item. */
export const readSharedFile: Operation<{ path: 'link' | 'name' }> = { method: 'GET', path: '/api/v1/shared/{link}/files/{name}' };
/** Read the transcript of a shared recording. */
export const readSharedTranscript: Operation<{ path: 'link'; answer: Schemas['SharedTranscript'] }> = { method: 'GET', path: '/api/v1/shared/{link}/transcript' };
/** Check that requests can be served. */
export const ready: Operation<{ answer: Schemas['Ready'] }> = { method: 'GET', path: '/health/ready' };
/** Send the newest version, or changed texts, to an output. */
export const redeliverOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Redeliver'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/redeliver' };
/** Send events again from a position or a time on. */
export const redeliverWebhooks: Operation<{ path: 'id'; body: Schemas['RedeliverWebhooks']; answer: Schemas['WebhookRedelivery'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints/{id}/redeliver' };
/** Fill the search index again from the log. */
export const refillSearchIndex: Operation<{ answer: Schemas['SearchIndexRefill'] }> = { method: 'POST', path: '/api/v1/admin/search/refill' };
/** Register a recording by upload, or by its address. */
export const registerRecording: Operation<{ body: Schemas['RegisterSource']; answer: Schemas['Recording'] }> = { method: 'POST', path: '/api/v1/recordings' };
/** Remove a channel. */
export const removeChannel: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/channels/{id}' };
/** Remove a credential. */
export const removeCredential: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/credentials/{id}' };
/** Remove a member from a library. */
export const removeMember: Operation<{ path: 'id' | 'user_id' }> = { method: 'DELETE', path: '/api/v1/libraries/{id}/members/{user_id}' };
/** Remove a note of a session. */
export const removeNote: Operation<{ path: 'id' | 'note_id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/sessions/{id}/notes/{note_id}' };
/** Send no notices. */
export const removeNotices: Operation<{  }> = { method: 'DELETE', path: '/api/v1/me/notices' };
/** Remove a passkey. */
export const removePasskey: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/passkeys/{id}' };
/** Remove all passkeys of a user. */
export const removePasskeysOfUser: Operation<{ path: 'id'; answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/passkeys' };
/** Remove an own output. */
export const removePreset: Operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }> = { method: 'DELETE', path: '/api/v1/presets/{id}' };
/** Remove a source and the history of its syncs. */
export const removeSource: Operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }> = { method: 'DELETE', path: '/api/v1/sources/{id}' };
/** Delete a template. */
export const removeTemplate: Operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }> = { method: 'DELETE', path: '/api/v1/templates/{id}' };
/** Rename a library. */
export const renameLibrary: Operation<{ path: 'id'; body: Schemas['ChangeLibrary']; answer: Schemas['LibraryDetails'] }> = { method: 'PATCH', path: '/api/v1/libraries/{id}' };
/** Rename a passkey. */
export const renamePasskey: Operation<{ path: 'id'; body: Schemas['RenamePasskey']; answer: Schemas['Passkey'] }> = { method: 'PATCH', path: '/api/v1/me/passkeys/{id}' };
/** Replace the secret of a channel. */
export const renewChannelSecret: Operation<{ path: 'id'; answer: Schemas['ChannelSecret'] }> = { method: 'POST', path: '/api/v1/channels/{id}/secret' };
/** Take the acceptance of a document back. */
export const reopenDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/documents/{id}/accept' };
/** Replace the address of a failed item. */
export const replaceAddress: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Address']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/replace-address' };
/** Replace the address of a failed item. */
export const replaceDocumentAddress: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Address']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/replace-address' };
/** Replace a job. */
export const replaceJob: Operation<{ path: 'id'; body: Schemas['JobBody']; answer: Schemas['Job'] }> = { method: 'PUT', path: '/api/v1/jobs/{id}' };
/** Replace the settings of an own output. */
export const replacePreset: Operation<{ path: 'id'; body: Schemas['PresetSettings']; answer: Schemas['Preset'] }> = { method: 'PUT', path: '/api/v1/presets/{id}' };
/** Replace the settings of your library. */
export const replaceSettings: Operation<{ body: Schemas['SharedConfigBody']; answer: Schemas['UserSettings'] }> = { method: 'PUT', path: '/api/v1/me/settings' };
/** Replace the settings of a source. */
export const replaceSource: Operation<{ path: 'id'; body: Schemas['SourceBody']; answer: Schemas['LibrarySource'] }> = { method: 'PUT', path: '/api/v1/sources/{id}' };
/** Replace a template. */
export const replaceTemplate: Operation<{ path: 'id'; body: Schemas['TemplateBody']; answer: Schemas['Template'] }> = { method: 'PUT', path: '/api/v1/templates/{id}' };
/** Replace the limits of a user. */
export const replaceUserLimits: Operation<{ path: 'id'; body: Schemas['QuotaLimitsBody']; answer: Schemas['UserLimits'] }> = { method: 'PUT', path: '/api/v1/admin/users/{id}/quota' };
/** Set a document back to its start. */
export const resetDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/reset' };
/** Set a recording back to its start. */
export const resetRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/reset' };
/** Restore a deleted document. */
export const restoreDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/restore' };
/** Restore a deleted recording. */
export const restoreRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/restore' };
/** Restore a deleted session. */
export const restoreSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/restore' };
/** Resume a source. */
export const resumeSource: Operation<{ path: 'id'; answer: Schemas['LibrarySource'] }> = { method: 'POST', path: '/api/v1/sources/{id}/resume' };
/** Check all pages of a channel again. */
export const resyncChannel: Operation<{ path: 'id'; answer: Schemas['ChannelResync'] }> = { method: 'POST', path: '/api/v1/channels/{id}/resync' };
/** Check the page of a recording again. */
export const resyncMirror: Operation<{ path: 'id'; answer: Schemas['Mirror'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/mirror/resync' };
/** Retry a failed follow-up. */
export const retryFollowUp: Operation<{ path: 'id' | 'name' | 'followUp'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/follow-ups/{followUp}/retry' };
/** Try an item again without a change. */
export const retryQuarantined: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RetryQuarantined'] | undefined; answer: Schemas['QuarantineDecision']; preview: Schemas['QuarantinePreview'] }> = { method: 'POST', path: '/api/v1/admin/quarantine/{id}/retry' };
/** Retry a failed session. */
export const retrySession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['Session']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/retry' };
/** Return from the identity provider. */
export const returnFromProvider: Operation<{ query: { readonly state?: string | undefined; readonly code?: string | undefined; readonly error?: string | undefined; readonly iss?: string | undefined } }> = { method: 'GET', path: '/api/v1/auth/provider/callback' };
/** Revoke an invitation. */
export const revokeInvitation: Operation<{ path: 'id' | 'invitation_id' }> = { method: 'DELETE', path: '/api/v1/libraries/{id}/invitations/{invitation_id}' };
/** Revoke all your other tokens. */
export const revokeOtherTokens: Operation<{ answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/me/tokens' };
/** Revoke a share link. */
export const revokeShareLink: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/share-links/{id}' };
/** Revoke a token. */
export const revokeToken: Operation<{ path: 'id' }> = { method: 'DELETE', path: '/api/v1/me/tokens/{id}' };
/** Revoke all tokens of a user. */
export const revokeTokensOfUser: Operation<{ path: 'id'; answer: Schemas['RevokedCount'] }> = { method: 'DELETE', path: '/api/v1/admin/users/{id}/tokens' };
/** Replace the secret of a webhook endpoint. */
export const rotateWebhookSecret: Operation<{ path: 'id'; body: Schemas['RotateWebhookSecret'] | undefined; answer: Schemas['WebhookSecret'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints/{id}/secret' };
/** Run the remaining steps. */
export const runDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RunOverrides'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentDryRun'] }> = { method: 'POST', path: '/api/v1/documents/{id}/run' };
/** Run many documents. */
export const runDocuments: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentBulkRun']; answer: Schemas['DocumentBulkRunAnswer'] }> = { method: 'POST', path: '/api/v1/documents/bulk/run' };
/** Run a job now. */
export const runJob: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['JobRun']; preview: Schemas['JobDryRun'] }> = { method: 'POST', path: '/api/v1/jobs/{id}/run' };
/** Run the remaining steps. */
export const runRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RunOverrides'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['DryRun'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/run' };
/** Run many recordings. */
export const runRecordings: Operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['BulkRun']; answer: Schemas['BulkRunAnswer'] }> = { method: 'POST', path: '/api/v1/recordings/bulk/run' };
/** Search titles, transcripts, document texts, tags and people. */
export const searchItems: Operation<{ query: { readonly q: string; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['SearchAnswer'] }> = { method: 'GET', path: '/api/v1/search' };
/** Report steps and deliveries that another system has done. */
export const sendEvents: Operation<{ body: Schemas['ExternalEventsBody']; answer: Schemas['ExternalEventVerdicts'] }> = { method: 'POST', path: '/api/v1/admin/events' };
/** Send the next bytes. */
export const sendUpload: Operation<{ path: 'id' }> = { method: 'PATCH', path: '/api/v1/uploads/{id}' };
/** Set the preferences of an item. */
export const setDocumentPreferences: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Preferences']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'PUT', path: '/api/v1/documents/{id}/preferences' };
/** Set the preferences of an item. */
export const setRecordingPreferences: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Preferences']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'PUT', path: '/api/v1/recordings/{id}/preferences' };
/** Replace the vocabulary of your library. */
export const setVocabulary: Operation<{ body: Schemas['VocabularyBody']; answer: Schemas['Vocabulary'] }> = { method: 'PUT', path: '/api/v1/me/vocabulary' };
/** State whether an unconfirmed delivery arrived. */
export const settleDocumentOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Settle']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/outputs/{name}/settle' };
/** State whether an unconfirmed delivery arrived. */
export const settleOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Settle']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/settle' };
/** Share a document by a link. */
export const shareDocument: Operation<{ path: 'id'; body: Schemas['CreateShareLink']; answer: Schemas['CreatedShareLink'] }> = { method: 'POST', path: '/api/v1/documents/{id}/share-links' };
/** Share a recording by a link. */
export const shareRecording: Operation<{ path: 'id'; body: Schemas['CreateShareLink']; answer: Schemas['CreatedShareLink'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/share-links' };
/** Open the link of a notice. */
export const showNoticeLink: Operation<{ path: 'purpose' | 'library' | 'signature'; answer: string }> = { method: 'GET', path: '/api/v1/notices/{purpose}/{library}/{signature}' };
/** Sign in with the code of a link. */
export const signIn: Operation<{ body: Schemas['SignIn']; answer: Schemas['Me'] }> = { method: 'POST', path: '/api/v1/auth/session' };
/** Read how people can sign in. */
export const signInMethods: Operation<{ answer: Schemas['SignInMethods'] }> = { method: 'GET', path: '/api/v1/auth/methods' };
/** Sign in with a passkey. */
export const signInWithPasskey: Operation<{ body: Schemas['PasskeySignIn']; answer: Schemas['Me'] }> = { method: 'POST', path: '/api/v1/auth/passkey' };
/** Sign this browser out. */
export const signOut: Operation<{  }> = { method: 'DELETE', path: '/api/v1/auth/session' };
/** Skip an output. */
export const skipDocumentOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/outputs/{name}/skip' };
/** Skip a stage. */
export const skipDocumentStage: Operation<{ path: 'id' | 'type'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/stages/{type}/skip' };
/** Skip an output. */
export const skipOutput: Operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/outputs/{name}/skip' };
/** Skip a stage. */
export const skipStage: Operation<{ path: 'id' | 'type'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/stages/{type}/skip' };
/** Export all your data. */
export const startExport: Operation<{ answer: Schemas['DataExport'] }> = { method: 'POST', path: '/api/v1/me/exports' };
/** Start to sign in by the identity provider. */
export const startProviderSignIn: Operation<{ answer: Schemas['ProviderLink'] }> = { method: 'POST', path: '/api/v1/auth/provider' };
/** Stop a bulk job. */
export const stopBulkJob: Operation<{ path: 'id'; answer: Schemas['BulkJob'] }> = { method: 'POST', path: '/api/v1/bulk/{id}/stop' };
/** Follow a document. */
export const streamDocument: Operation<{ path: 'id'; query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/documents/{id}/stream' };
/** Follow your documents. */
export const streamDocuments: Operation<{ query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/documents/stream' };
/** Follow your recordings. */
export const streamMine: Operation<{ query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/me/stream' };
/** Follow a recording. */
export const streamRecording: Operation<{ path: 'id'; query: { readonly last_event_id?: string | undefined } }> = { method: 'GET', path: '/api/v1/recordings/{id}/stream' };
/** Sync a source. */
export const syncSource: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['SyncRequest'] | undefined; answer: Schemas['SourceSync'] }> = { method: 'POST', path: '/api/v1/sources/{id}/sync' };
/** Register a video, with the page that shows its status. */
export const takeWebhook: Operation<{ path: 'name'; body: Schemas['Webhook']; answer: Schemas['WebhookAnswer'] }> = { method: 'POST', path: '/api/v1/webhooks/{name}' };
/** Receive an event of Zoom. */
export const takeZoomWebhook: Operation<{ path: 'connection'; body: Schemas['ZoomWebhook']; answer: Schemas['ZoomWebhookAnswer'] }> = { method: 'POST', path: '/api/v1/webhooks/zoom/{connection}' };
/** Test a credential. */
export const testCredential: Operation<{ path: 'id'; answer: Schemas['CredentialTestAnswer'] }> = { method: 'POST', path: '/api/v1/credentials/{id}/test' };
/** Test a speech engine. */
export const testEngine: Operation<{ body: Schemas['TestEngine'] | undefined; answer: Schemas['EngineTestAnswer'] }> = { method: 'POST', path: '/api/v1/engines/test' };
/** Test an own output. */
export const testPreset: Operation<{ path: 'id'; answer: Schemas['PresetTest'] }> = { method: 'POST', path: '/api/v1/presets/{id}/test' };
/** Test settings of an output before they are saved. */
export const testPresetSettings: Operation<{ body: Schemas['PresetSettings']; answer: Schemas['PresetTest'] }> = { method: 'POST', path: '/api/v1/presets/test' };
/** Test a source. */
export const testSource: Operation<{ path: 'id'; answer: Schemas['SourceTest'] }> = { method: 'POST', path: '/api/v1/sources/{id}/test' };
/** Test settings of a source before they are saved. */
export const testSourceSettings: Operation<{ body: Schemas['SourceSettings']; answer: Schemas['SourceTest'] }> = { method: 'POST', path: '/api/v1/sources/test' };
/** Send a test to a webhook endpoint. */
export const testWebhookEndpoint: Operation<{ path: 'id'; answer: Schemas['WebhookTest'] }> = { method: 'POST', path: '/api/v1/webhook-endpoints/{id}/test' };
/** Move to another library. */
export const transferDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/transfer' };
/** Transfer the ownership of a library to a member. */
export const transferLibrary: Operation<{ path: 'id'; body: Schemas['TransferLibrary']; answer: Schemas['MemberList'] }> = { method: 'POST', path: '/api/v1/libraries/{id}/transfer' };
/** Move to another library. */
export const transferRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/transfer' };
/** Move to another library. */
export const transferSession: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }> = { method: 'POST', path: '/api/v1/sessions/{id}/transfer' };
/** Unbind the template. */
export const unbindDocumentTemplate: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'DELETE', path: '/api/v1/documents/{id}/template' };
/** Unbind the template. */
export const unbindRecordingTemplate: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'DELETE', path: '/api/v1/recordings/{id}/template' };
/** End the attempts of a stuck run. */
export const unstickDocument: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Unstick'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }> = { method: 'POST', path: '/api/v1/documents/{id}/unstick' };
/** End the attempts of a stuck run. */
export const unstickRecording: Operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Unstick'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }> = { method: 'POST', path: '/api/v1/recordings/{id}/unstick' };
