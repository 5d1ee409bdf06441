/* Written by `npm run api` from docs/openapi.json. Do not edit. */
import { operation } from './operation.js';
import type { components } from './openapi.js';

type Schemas = components['schemas'];

/** Read the version, the limits and the equipment of the workers. */
export const about = operation<{ answer: Schemas['About'] }>('GET', '/api/v1/about');
/** File a document as reviewed. */
export const acceptDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/accept');
/** Accept an invitation. */
export const acceptInvitation = operation<{ body: Schemas['InvitationCode']; answer: Schemas['AcceptedInvitation'] }>('POST', '/api/v1/invitations/accept');
/** Deliver to further outputs. */
export const addDocumentOutputs = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['AddOutputs']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/outputs');
/** Add a user to a library that you own. */
export const addMember = operation<{ path: 'id'; body: Schemas['AddMember']; answer: Schemas['MemberList'] }>('POST', '/api/v1/libraries/{id}/members');
/** Deliver to further outputs. */
export const addOutputs = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['AddOutputs']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/outputs');
/** Add a passkey. */
export const addPasskey = operation<{ body: Schemas['AddPasskey']; answer: Schemas['Passkey'] }>('POST', '/api/v1/me/passkeys');
/** Read the document of the messages between the services. */
export const asyncApi = operation<{ answer: object }>('GET', '/asyncapi.json');
/** Start an upload in parts. */
export const beginUpload = operation('POST', '/api/v1/uploads');
/** Bind a template. */
export const bindDocumentTemplate = operation<{ path: 'id' | 'template_id'; query: { readonly reset_preferences?: boolean | undefined; readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/template/{template_id}');
/** Bind migrated items to files that stay where they are. */
export const bindOriginals = operation<{ body: Schemas['OriginalBatch']; answer: Schemas['OriginalsResult'] }>('POST', '/api/v1/admin/imports/originals');
/** Bind a template. */
export const bindRecordingTemplate = operation<{ path: 'id' | 'template_id'; query: { readonly reset_preferences?: boolean | undefined; readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/template/{template_id}');
/** Cancel the deletion of an account. */
export const cancelAccountDeletion = operation<{ path: 'id' }>('DELETE', '/api/v1/admin/users/{id}/deletion');
/** Cancel a run. */
export const cancelDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Cancel'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/cancel');
/** Cancel a run. */
export const cancelRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Cancel'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/cancel');
/** Change a channel. */
export const changeChannel = operation<{ path: 'id'; body: Schemas['ChangeChannel'] | undefined; answer: Schemas['Channel'] }>('PATCH', '/api/v1/channels/{id}');
/** Rename a credential, or replace its secrets. */
export const changeCredential = operation<{ path: 'id'; body: Schemas['ChangeCredential'] | undefined; answer: Schemas['Credential'] }>('PATCH', '/api/v1/credentials/{id}');
/** Switch to another library, or change the default language of your library. */
export const changeMe = operation<{ body: Schemas['ChangeMe']; answer: Schemas['Me'] }>('PATCH', '/api/v1/me');
/** Change the role of a member. */
export const changeMember = operation<{ path: 'id' | 'user_id'; body: Schemas['ChangeMember']; answer: Schemas['MemberList'] }>('PATCH', '/api/v1/libraries/{id}/members/{user_id}');
/** Choose where the notices of your library are sent. */
export const changeNotices = operation<{ body: Schemas['NoticesBody']; answer: Schemas['Notices'] }>('PUT', '/api/v1/me/notices');
/** Describe a recording, or correct its language. */
export const changeRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['ChangeRecording']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('PATCH', '/api/v1/recordings/{id}');
/** Change the role of a user, or shut the user out. */
export const changeUser = operation<{ path: 'id'; body: Schemas['ChangeUser'] | undefined; answer: Schemas['User'] }>('PATCH', '/api/v1/admin/users/{id}');
/** Change, pause or enable a webhook endpoint. */
export const changeWebhookEndpoint = operation<{ path: 'id'; body: Schemas['ChangeWebhookEndpoint']; answer: Schemas['WebhookEndpoint'] }>('PATCH', '/api/v1/webhook-endpoints/{id}');
/** Check that the pages of a channel can be written. */
export const checkChannel = operation<{ path: 'id'; body: Schemas['CheckChannel'] | undefined; answer: Schemas['ChannelCheck'] }>('POST', '/api/v1/channels/{id}/check');
/** Check whether the identity provider can be used. */
export const checkProvider = operation<{ answer: Schemas['ProviderState'] }>('GET', '/api/v1/admin/provider');
/** Choose the speech model. */
export const chooseModel = operation<{ body: Schemas['ChooseModel']; answer: Schemas['ModelAnswer'] }>('PUT', '/api/v1/engines/choice');
/** Return from the consent page of a service. */
export const comeBackWithConsent = operation<{ query: { readonly state?: string | undefined; readonly code?: string | undefined; readonly device_id?: string | undefined; readonly error?: string | undefined }; answer: string }>('GET', '/api/v1/credentials/oauth/callback');
/** Start to connect an account at a service. */
export const connectCredential = operation<{ path: 'id'; answer: Schemas['ConsentLink'] }>('POST', '/api/v1/credentials/{id}/connect');
/** Start to connect an account at the identity provider. */
export const connectIdentity = operation<{ answer: Schemas['ProviderLink'] }>('POST', '/api/v1/me/identities');
/** Correct the fields of a document. */
export const correctDocumentFields = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentFieldsBody']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('PATCH', '/api/v1/documents/{id}/fields');
/** Correct a transcript. */
export const correctTranscript = operation<{ path: 'id'; body: Schemas['Correction']; answer: Schemas['CorrectionAnswer'] }>('PUT', '/api/v1/recordings/{id}/transcript');
/** Make a channel. */
export const createChannel = operation<{ body: Schemas['CreateChannel']; answer: Schemas['NewChannel'] }>('POST', '/api/v1/channels');
/** Save a credential. */
export const createCredential = operation<{ body: Schemas['CreateCredential']; answer: Schemas['Credential'] }>('POST', '/api/v1/credentials');
/** Register a document. */
export const createDocument = operation<{ body: Schemas['RegisterSource']; answer: Schemas['Document'] }>('POST', '/api/v1/documents');
/** Invite a person to a library by a link. */
export const createInvitation = operation<{ path: 'id'; body: Schemas['CreateInvitation']; answer: Schemas['CreatedInvitation'] }>('POST', '/api/v1/libraries/{id}/invitations');
/** Make a job. */
export const createJob = operation<{ body: Schemas['JobBody']; answer: Schemas['Job'] }>('POST', '/api/v1/jobs');
/** Make a library. */
export const createLibrary = operation<{ body: Schemas['CreateLibrary']; answer: Schemas['LibraryDetails'] }>('POST', '/api/v1/libraries');
/** Set up an own output. */
export const createPreset = operation<{ body: Schemas['PresetBody']; answer: Schemas['Preset'] }>('POST', '/api/v1/presets');
/** Transcribe a file or an address. */
export const createSession = operation<{ body: Schemas['RegisterSource']; answer: Schemas['Session'] }>('POST', '/api/v1/sessions');
/** Set up a source. */
export const createSource = operation<{ body: Schemas['SourceBody']; answer: Schemas['LibrarySource'] }>('POST', '/api/v1/sources');
/** Make a template. */
export const createTemplate = operation<{ body: Schemas['TemplateBody']; answer: Schemas['Template'] }>('POST', '/api/v1/templates');
/** Make a token. */
export const createToken = operation<{ body: Schemas['CreateToken']; answer: Schemas['CreatedToken'] }>('POST', '/api/v1/me/tokens');
/** Make a token for a user. */
export const createTokenForUser = operation<{ path: 'id'; body: Schemas['CreateTokenForUser']; answer: Schemas['CreatedToken'] }>('POST', '/api/v1/admin/users/{id}/tokens');
/** Create a user. */
export const createUser = operation<{ body: Schemas['CreateUser']; answer: Schemas['User'] }>('POST', '/api/v1/admin/users');
/** Set up a webhook endpoint. */
export const createWebhookEndpoint = operation<{ body: Schemas['WebhookEndpointBody']; answer: Schemas['NewWebhookEndpoint'] }>('POST', '/api/v1/webhook-endpoints');
/** Delete the account of a user. */
export const deleteAccount = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DeleteAccount']; answer: Schemas['AccountDeletion']; preview: Schemas['DeletionPreview'] }>('POST', '/api/v1/admin/users/{id}/deletion');
/** Delete a document. */
export const deleteDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('DELETE', '/api/v1/documents/{id}');
/** Delete an export and its archive. */
export const deleteExport = operation<{ path: 'id' }>('DELETE', '/api/v1/me/exports/{id}');
/** Delete a job. */
export const deleteJob = operation<{ path: 'id' }>('DELETE', '/api/v1/jobs/{id}');
/** Delete an empty library. */
export const deleteLibrary = operation<{ path: 'id' }>('DELETE', '/api/v1/libraries/{id}');
/** Delete your account. */
export const deleteMyAccount = operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DeleteAccount']; answer: Schemas['AccountDeletion']; preview: Schemas['DeletionPreview'] }>('POST', '/api/v1/me/deletion');
/** Delete a recording. */
export const deleteRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('DELETE', '/api/v1/recordings/{id}');
/** Delete a session. */
export const deleteSession = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }>('DELETE', '/api/v1/sessions/{id}');
/** Delete a webhook endpoint. */
export const deleteWebhookEndpoint = operation<{ path: 'id' }>('DELETE', '/api/v1/webhook-endpoints/{id}');
/** Describe a document. */
export const describeDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DescriptionBody']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('PATCH', '/api/v1/documents/{id}');
/** Read what this server supports of tus. */
export const describeUploads = operation('OPTIONS', '/api/v1/uploads');
/** Discard the commit that blocks an item. */
export const discardQuarantined = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['DiscardQuarantined'] | undefined; answer: Schemas['QuarantineDecision']; preview: Schemas['QuarantinePreview'] }>('POST', '/api/v1/admin/quarantine/{id}/discard');
/** Disconnect an account. */
export const disconnectIdentity = operation<{ path: 'id' }>('DELETE', '/api/v1/me/identities/{id}');
/** Download the administration log. */
export const downloadAdministrationLog = operation<{ query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly format?: 'csv' | 'jsonl' | undefined } }>('GET', '/api/v1/admin/log/download');
/** Download a document. */
export const downloadDocument = operation<{ path: 'id'; query: { readonly file?: 'finished' | 'original' | undefined } }>('GET', '/api/v1/documents/{id}/download');
/** Download the transcript of a completed session. */
export const downloadTranscript = operation<{ path: 'id'; query: { readonly format?: 'txt' | 'srt' | 'vtt' | 'json' | undefined }; answer: object }>('GET', '/api/v1/sessions/{id}/download');
/** Sign out everywhere else. */
export const endOtherSignIns = operation<{ answer: Schemas['RevokedCount'] }>('DELETE', '/api/v1/auth/sessions');
/** Sign another browser out. */
export const endSignIn = operation<{ path: 'id' }>('DELETE', '/api/v1/auth/sessions/{id}');
/** Sign a user out everywhere. */
export const endSignInsOfUser = operation<{ path: 'id'; answer: Schemas['RevokedCount'] }>('DELETE', '/api/v1/admin/users/{id}/sessions');
/** End an upload. */
export const endUpload = operation<{ path: 'id' }>('DELETE', '/api/v1/uploads/{id}');
/** Erase a document permanently. */
export const eraseDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/erase');
/** Erase a recording permanently. */
export const eraseRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/erase');
/** Erase a session permanently. */
export const eraseSession = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Erase']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }>('POST', '/api/v1/sessions/{id}/erase');
/** Execute a preview. */
export const executeBulkJob = operation<{ path: 'id'; answer: Schemas['BulkJob'] }>('POST', '/api/v1/bulk/{id}/execute');
/** Explain the state of a document. */
export const explainDocument = operation<{ path: 'id'; answer: Schemas['DocumentExplanation'] }>('GET', '/api/v1/documents/{id}/explain');
/** Explain the state of a recording. */
export const explainRecording = operation<{ path: 'id'; answer: Schemas['Explanation'] }>('GET', '/api/v1/recordings/{id}/explain');
/** Explain the state of a session. */
export const explainSession = operation<{ path: 'id'; answer: Schemas['SessionExplanation'] }>('GET', '/api/v1/sessions/{id}/explain');
/** Export the history of an item. */
export const exportEvents = operation<{ path: 'id'; query: { readonly texts?: boolean | undefined } }>('GET', '/api/v1/item-exports/{id}/events');
/** Download a file that the history of an item names. */
export const exportFile = operation<{ path: 'id'; query: { readonly key?: string | undefined } }>('GET', '/api/v1/item-exports/{id}/files');
/** Download a speech model. */
export const fetchModel = operation<{ path: 'name'; answer: Schemas['ModelAnswer'] }>('POST', '/api/v1/engines/models/{name}/fetch');
/** Confirm an address, or unsubscribe. */
export const followNoticeLink = operation<{ path: 'purpose' | 'library' | 'signature'; answer: string }>('POST', '/api/v1/notices/{purpose}/{library}/{signature}');
/** Read the deletion of an account. */
export const getAccountDeletion = operation<{ path: 'id'; answer: Schemas['AccountDeletion'] }>('GET', '/api/v1/admin/users/{id}/deletion');
/** Download all files. */
export const getArchive = operation<{ path: 'id' }>('GET', '/api/v1/recordings/{id}/archive');
/** Download a file. */
export const getArtifact = operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }>('GET', '/api/v1/recordings/{id}/artifacts/{name}');
/** Read the verdicts and results of a bulk job. */
export const getBulkItems = operation<{ path: 'id'; query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly verdict?: 'change' | 'skip' | 'refuse' | 'error' | undefined; readonly outcome?: 'changed' | 'skipped' | 'refused' | 'error' | 'left_out' | undefined }; answer: Schemas['BulkItemList'] }>('GET', '/api/v1/bulk/{id}/items');
/** Read a bulk job. */
export const getBulkJob = operation<{ path: 'id'; answer: Schemas['BulkProgress'] }>('GET', '/api/v1/bulk/{id}');
/** Read a channel and its state. */
export const getChannel = operation<{ path: 'id'; answer: Schemas['Channel'] }>('GET', '/api/v1/channels/{id}');
/** Read a credential and its state. */
export const getCredential = operation<{ path: 'id'; answer: Schemas['Credential'] }>('GET', '/api/v1/credentials/{id}');
/** Read a document. */
export const getDocument = operation<{ path: 'id'; query: { readonly min_revision?: string | undefined; readonly after_revision?: string | undefined; readonly wait?: number | undefined; readonly as_of?: string | undefined }; answer: Schemas['Document'] }>('GET', '/api/v1/documents/{id}');
/** Download all files. */
export const getDocumentArchive = operation<{ path: 'id' }>('GET', '/api/v1/documents/{id}/archive');
/** Download a file. */
export const getDocumentArtifact = operation<{ path: 'id' | 'name'; query: { readonly expires?: string | undefined; readonly signature?: string | undefined } }>('GET', '/api/v1/documents/{id}/artifacts/{name}');
/** Read the steps of a document, by name. */
export const getDocumentSteps = operation<{ path: 'id'; answer: Readonly<Record<string, Schemas['DocumentStep']>> }>('GET', '/api/v1/documents/{id}/steps');
/** Read an export. */
export const getExport = operation<{ path: 'id'; answer: Schemas['DataExport'] }>('GET', '/api/v1/me/exports/{id}');
/** Download the archive of an export. */
export const getExportArchive = operation<{ path: 'id' }>('GET', '/api/v1/me/exports/{id}/archive');
/** Read a job. */
export const getJob = operation<{ path: 'id'; answer: Schemas['Job'] }>('GET', '/api/v1/jobs/{id}');
/** Read a run of a job. */
export const getJobRun = operation<{ path: 'id' | 'run'; answer: Schemas['JobRunWithItems'] }>('GET', '/api/v1/jobs/{id}/runs/{run}');
/** List the requests to a simulated output, with their replies. */
export const getLedger = operation<{ path: 'output'; query: { readonly asset_id?: string | undefined; readonly after?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['Ledger'] }>('GET', '/api/v1/simulation/outputs/{output}/ledger');
/** Read a library. */
export const getLibrary = operation<{ path: 'id'; answer: Schemas['LibraryDetails'] }>('GET', '/api/v1/libraries/{id}');
/** Read the status on the Notion page of a recording. */
export const getMirror = operation<{ path: 'id'; answer: Schemas['Mirror'] }>('GET', '/api/v1/recordings/{id}/mirror');
/** Read where the notices of your library are sent. */
export const getNotices = operation<{ answer: Schemas['Notices'] }>('GET', '/api/v1/me/notices');
/** Read an own output. */
export const getPreset = operation<{ path: 'id'; answer: Schemas['Preset'] }>('GET', '/api/v1/presets/{id}');
/** Read which commits block an item, and earlier decisions about it. */
export const getQuarantined = operation<{ path: 'id'; answer: Schemas['QuarantinedItem'] }>('GET', '/api/v1/admin/quarantine/{id}');
/** Read what your library may use this month, and what is left. */
export const getQuota = operation<{ answer: Schemas['Quota'] }>('GET', '/api/v1/me/quota');
/** Read what your library used in a month. */
export const getQuotaHistory = operation<{ query: { readonly period?: string | undefined }; answer: Schemas['QuotaHistory'] }>('GET', '/api/v1/me/quota/history');
/** Read a recording. */
export const getRecording = operation<{ path: 'id'; query: { readonly min_revision?: string | undefined; readonly after_revision?: string | undefined; readonly wait?: number | undefined; readonly as_of?: string | undefined }; answer: Schemas['Recording'] }>('GET', '/api/v1/recordings/{id}');
/** Read a session. */
export const getSession = operation<{ path: 'id'; answer: Schemas['Session'] }>('GET', '/api/v1/sessions/{id}');
/** Read the progress of a session. */
export const getSessionStatus = operation<{ path: 'id'; answer: Schemas['Session'] }>('GET', '/api/v1/sessions/{id}/status');
/** Read the transcript of a session. */
export const getSessionTranscript = operation<{ path: 'id'; answer: Schemas['Transcript'] }>('GET', '/api/v1/sessions/{id}/transcript');
/** Read the transcript so far. */
export const getSessionTranscriptSoFar = operation<{ path: 'id'; answer: Schemas['TranscriptSoFar'] }>('GET', '/api/v1/sessions/{id}/transcript/so-far');
/** Read the settings of your library. */
export const getSettings = operation<{ answer: Schemas['UserSettings'] }>('GET', '/api/v1/me/settings');
/** Read the show notes. */
export const getShowNotes = operation<{ path: 'id'; answer: string }>('GET', '/api/v1/recordings/{id}/show-notes');
/** Read how a user can sign in. */
export const getSignInMethodsOfUser = operation<{ path: 'id'; answer: Schemas['UserSignInMethods'] }>('GET', '/api/v1/admin/users/{id}/sign-in-methods');
/** Read a source. */
export const getSource = operation<{ path: 'id'; answer: Schemas['LibrarySource'] }>('GET', '/api/v1/sources/{id}');
/** Read a sync of a source. */
export const getSourceSync = operation<{ path: 'id' | 'sync_id'; answer: Schemas['SourceSync'] }>('GET', '/api/v1/sources/{id}/syncs/{sync_id}');
/** Read a template. */
export const getTemplate = operation<{ path: 'id'; answer: Schemas['Template'] }>('GET', '/api/v1/templates/{id}');
/** Read a transcript. */
export const getTranscript = operation<{ path: 'id'; query: { readonly version?: string | undefined; readonly as_of?: string | undefined }; answer: Schemas['Transcript'] }>('GET', '/api/v1/recordings/{id}/transcript');
/** Read the transcript so far. */
export const getTranscriptSoFar = operation<{ path: 'id'; answer: Schemas['TranscriptSoFar'] }>('GET', '/api/v1/recordings/{id}/transcript/so-far');
/** Read the progress of an upload. */
export const getUpload = operation<{ path: 'id'; answer: Schemas['Upload'] }>('GET', '/api/v1/uploads/{id}');
/** Read the result of an upload. */
export const getUploadResult = operation<{ path: 'id'; answer: Schemas['RegisteredUpload'] | Schemas['DuplicateUpload'] }>('GET', '/api/v1/uploads/{id}/result');
/** Read a user. */
export const getUser = operation<{ path: 'id'; answer: Schemas['User'] }>('GET', '/api/v1/admin/users/{id}');
/** Read the limits of a user. */
export const getUserLimits = operation<{ path: 'id'; answer: Schemas['UserLimits'] }>('GET', '/api/v1/admin/users/{id}/quota');
/** Read the vocabulary of your library. */
export const getVocabulary = operation<{ answer: Schemas['Vocabulary'] }>('GET', '/api/v1/me/vocabulary');
/** Read a webhook endpoint and its state. */
export const getWebhookEndpoint = operation<{ path: 'id'; answer: Schemas['WebhookEndpoint'] }>('GET', '/api/v1/webhook-endpoints/{id}');
/** Start the upload of a file of an imported item. */
export const importFile = operation<{ body: Schemas['ImportedFile']; answer: Schemas['ImportedFileState'] }>('POST', '/api/v1/admin/imports/files');
/** Import the histories of items. */
export const importItems = operation<{ body: Schemas['ImportBatch']; answer: Schemas['ImportResult'] }>('POST', '/api/v1/admin/imports');
/** Accept an invitation without an account, and get one. */
export const joinByInvitation = operation<{ body: Schemas['JoinByInvitation']; answer: Schemas['Me'] }>('POST', '/api/v1/invitations/join');
/** Leave a library. */
export const leaveLibrary = operation<{ path: 'id' }>('POST', '/api/v1/libraries/{id}/leave');
/** Create a link to a file, for a player. */
export const linkArtifact = operation<{ path: 'id' | 'name'; answer: Schemas['ArtifactLink'] }>('POST', '/api/v1/recordings/{id}/artifacts/{name}/link');
/** Create a link to a file, for a player. */
export const linkDocumentArtifact = operation<{ path: 'id' | 'name'; answer: Schemas['ArtifactLink'] }>('POST', '/api/v1/documents/{id}/artifacts/{name}/link');
/** List the deletions of accounts. */
export const listAccountDeletions = operation<{ answer: Schemas['AccountDeletionList'] }>('GET', '/api/v1/admin/deletions');
/** Read who changed users, rights and settings, and from where. */
export const listAdministrationLog = operation<{ query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['AdministrationLogPage'] }>('GET', '/api/v1/admin/log');
/** List the files of a recording. */
export const listArtifacts = operation<{ path: 'id'; answer: Schemas['ArtifactList'] }>('GET', '/api/v1/recordings/{id}/artifacts');
/** List the bulk jobs of your library. */
export const listBulkJobs = operation<{ answer: Schemas['BulkJobList'] }>('GET', '/api/v1/bulk');
/** List the channels of your library. */
export const listChannels = operation<{ answer: Schemas['ChannelList'] }>('GET', '/api/v1/channels');
/** List the credentials of your library. */
export const listCredentials = operation<{ answer: Schemas['CredentialList'] }>('GET', '/api/v1/credentials');
/** List the files of a document. */
export const listDocumentArtifacts = operation<{ path: 'id'; answer: Schemas['ArtifactList'] }>('GET', '/api/v1/documents/{id}/artifacts');
/** List the open attempts of a document. */
export const listDocumentAttempts = operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }>('GET', '/api/v1/documents/{id}/attempts');
/** List the events of a document. */
export const listDocumentEvents = operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }>('GET', '/api/v1/documents/{id}/events');
/** List the share links of a document. */
export const listDocumentShareLinks = operation<{ path: 'id'; answer: Schemas['ShareLinkList'] }>('GET', '/api/v1/documents/{id}/share-links');
/** List and search documents. */
export const listDocuments = operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | 'status' | '-status' | undefined; readonly q?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly include?: 'total' | undefined; readonly failed?: boolean | undefined; readonly on_pause?: boolean | undefined; readonly waiting?: boolean | undefined; readonly needs_review?: boolean | undefined; readonly stopped?: boolean | undefined; readonly tag?: string | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined; readonly sha256?: string | undefined; readonly status?: readonly ('pending' | 'processing' | 'completed' | 'failed')[] | undefined; readonly unsure?: boolean | undefined; readonly as_of?: string | undefined }; answer: Schemas['DocumentList']; past: Schemas['PastDocumentList'] }>('GET', '/api/v1/documents');
/** List the systems that report steps and deliveries. */
export const listEventSenders = operation<{ answer: Schemas['EventSenderList'] }>('GET', '/api/v1/admin/events/senders');
/** List the events of a recording. */
export const listEvents = operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }>('GET', '/api/v1/recordings/{id}/events');
/** List your exports. */
export const listExports = operation<{ answer: Schemas['DataExportList'] }>('GET', '/api/v1/me/exports');
/** List your connected accounts. */
export const listIdentities = operation<{ answer: Schemas['IdentityList'] }>('GET', '/api/v1/me/identities');
/** List the invitations to a library. */
export const listInvitations = operation<{ path: 'id'; answer: Schemas['InvitationList'] }>('GET', '/api/v1/libraries/{id}/invitations');
/** List recordings, documents and sessions together. */
export const listItems = operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly kind?: readonly ('recording' | 'document' | 'session')[] | undefined; readonly state?: 'attention' | 'deleted' | 'stopped' | 'failed' | 'partial' | 'unconfirmed' | 'follow_up_failed' | 'to_review' | 'paused' | 'waiting' | 'in_progress' | 'queued' | 'ready' | 'not_started' | 'unreadable' | 'no_transcript' | 'unsure' | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | undefined; readonly q?: string | undefined; readonly tag?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly include?: 'counts' | undefined }; answer: Schemas['ListedItemList'] }>('GET', '/api/v1/items');
/** List the runs of a job. */
export const listJobRuns = operation<{ path: 'id'; answer: Schemas['JobRunList'] }>('GET', '/api/v1/jobs/{id}/runs');
/** List the jobs of your library. */
export const listJobs = operation<{ answer: Schemas['JobList'] }>('GET', '/api/v1/jobs');
/** List your libraries. */
export const listLibraries = operation<{ answer: Schemas['LibraryList'] }>('GET', '/api/v1/libraries');
/** Read who changed the members and settings of a library. */
export const listLibraryLog = operation<{ path: 'id'; query: { readonly actor?: string | undefined; readonly kind?: string | undefined; readonly subject?: string | undefined; readonly from?: string | undefined; readonly until?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['AdministrationLogPage'] }>('GET', '/api/v1/libraries/{id}/log');
/** List the members of a library. */
export const listMembers = operation<{ path: 'id'; answer: Schemas['MemberList'] }>('GET', '/api/v1/libraries/{id}/members');
/** List the types of outputs, with the forms of their settings. */
export const listOutputTypes = operation<{ answer: Schemas['OutputTypeList'] }>('GET', '/api/v1/output-types');
/** List the outputs that your runs can use. */
export const listOutputs = operation<{ answer: Schemas['OutputList'] }>('GET', '/api/v1/outputs');
/** List your passkeys. */
export const listPasskeys = operation<{ answer: Schemas['PasskeyList'] }>('GET', '/api/v1/me/passkeys');
/** List the own outputs of your library. */
export const listPresets = operation<{ answer: Schemas['PresetList'] }>('GET', '/api/v1/presets');
/** List the items whose history cannot be applied. */
export const listQuarantine = operation<{ answer: Schemas['QuarantineList'] }>('GET', '/api/v1/admin/quarantine');
/** List what each library used in a month. */
export const listQuotas = operation<{ query: { readonly period?: string | undefined; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['UserQuotaList'] }>('GET', '/api/v1/stats/quotas');
/** List the open attempts of a recording. */
export const listRecordingAttempts = operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }>('GET', '/api/v1/recordings/{id}/attempts');
/** List the share links of a recording. */
export const listRecordingShareLinks = operation<{ path: 'id'; answer: Schemas['ShareLinkList'] }>('GET', '/api/v1/recordings/{id}/share-links');
/** List recordings. */
export const listRecordings = operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly sort?: 'created_at' | '-created_at' | 'updated_at' | '-updated_at' | 'title' | '-title' | 'status' | '-status' | undefined; readonly q?: string | undefined; readonly from_date?: string | undefined; readonly to_date?: string | undefined; readonly include?: 'total' | undefined; readonly failed?: boolean | undefined; readonly on_pause?: boolean | undefined; readonly waiting?: boolean | undefined; readonly needs_review?: boolean | undefined; readonly stopped?: boolean | undefined; readonly tag?: string | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined; readonly sha256?: string | undefined; readonly status?: readonly ('PENDING_SOURCE' | 'INITIALIZED' | 'SKIPPED' | 'DOWNLOADING' | 'DOWNLOADED' | 'PROCESSING' | 'PROCESSED' | 'UPLOADING' | 'UPLOADED' | 'READY' | 'EXPIRED')[] | undefined; readonly unconfirmed?: boolean | undefined; readonly partial?: boolean | undefined; readonly follow_ups_failed?: boolean | undefined; readonly draft?: boolean | undefined; readonly transcript?: 'missing' | 'off' | undefined; readonly channel_id?: string | undefined; readonly as_of?: string | undefined }; answer: Schemas['RecordingList']; past: Schemas['PastRecordingList'] }>('GET', '/api/v1/recordings');
/** List the open attempts of a session. */
export const listSessionAttempts = operation<{ path: 'id'; answer: Schemas['OpenAttemptList'] }>('GET', '/api/v1/sessions/{id}/attempts');
/** List the events of a session. */
export const listSessionEvents = operation<{ path: 'id'; query: { readonly after?: string | undefined; readonly min_revision?: string | undefined; readonly limit?: number | undefined }; answer: Schemas['EventList'] }>('GET', '/api/v1/sessions/{id}/events');
/** List sessions. */
export const listSessions = operation<{ query: { readonly limit?: number | undefined; readonly cursor?: string | undefined; readonly status?: readonly ('pending' | 'processing' | 'completed' | 'failed')[] | undefined; readonly deleted?: 'true' | 'false' | 'any' | undefined }; answer: Schemas['SessionList'] }>('GET', '/api/v1/sessions');
/** List the share links of the library. */
export const listShareLinks = operation<{ answer: Schemas['ShareLinkList'] }>('GET', '/api/v1/share-links');
/** List the browsers in which you are signed in. */
export const listSignIns = operation<{ answer: Schemas['SignInList'] }>('GET', '/api/v1/auth/sessions');
/** List the simulated outputs. */
export const listSimulatedOutputs = operation<{ answer: Schemas['SimulatedOutputList'] }>('GET', '/api/v1/simulation/outputs');
/** List the last syncs of a source. */
export const listSourceSyncs = operation<{ path: 'id'; answer: Schemas['SourceSyncList'] }>('GET', '/api/v1/sources/{id}/syncs');
/** List the types of sources, with the forms of their settings. */
export const listSourceTypes = operation<{ answer: Schemas['SourceTypeList'] }>('GET', '/api/v1/source-types');
/** List the sources of your library. */
export const listSources = operation<{ answer: Schemas['SourceList'] }>('GET', '/api/v1/sources');
/** List the templates of your library. */
export const listTemplates = operation<{ answer: Schemas['TemplateList'] }>('GET', '/api/v1/templates');
/** List your tokens. */
export const listTokens = operation<{ answer: Schemas['TokenList'] }>('GET', '/api/v1/me/tokens');
/** List the versions of a transcript. */
export const listTranscriptVersions = operation<{ path: 'id'; answer: Schemas['TranscriptVersions'] }>('GET', '/api/v1/recordings/{id}/transcript/versions');
/** List all users, the disabled ones included. */
export const listUsers = operation<{ answer: Schemas['UserList'] }>('GET', '/api/v1/admin/users');
/** List the last requests to a webhook endpoint. */
export const listWebhookAttempts = operation<{ path: 'id'; query: { readonly limit?: number | undefined }; answer: Schemas['WebhookAttemptList'] }>('GET', '/api/v1/webhook-endpoints/{id}/attempts');
/** List the webhook endpoints of your library. */
export const listWebhookEndpoints = operation<{ answer: Schemas['WebhookEndpointList'] }>('GET', '/api/v1/webhook-endpoints');
/** List the present workers. */
export const listWorkers = operation<{ answer: Schemas['WorkerList'] }>('GET', '/api/v1/workers');
/** Check that the process runs. */
export const live = operation<{ answer: Schemas['Live'] }>('GET', '/health/live');
/** Make the previews of a document. */
export const makeDocumentPreviews = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/previews');
/** Make the previews of a recording. */
export const makePreviews = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/previews');
/** Make a link that signs a browser in, once. */
export const makeSignInLink = operation<{ body: Schemas['MakeLink'] | undefined; answer: Schemas['SignInLink'] }>('POST', '/api/v1/auth/links');
/** Read your name, your role and what you may do. */
export const me = operation<{ answer: Schemas['Me'] }>('GET', '/api/v1/me');
/** Read the metrics. */
export const metrics = operation<{ answer: string }>('GET', '/metrics');
/** Name a speaker of a session. */
export const nameSessionSpeaker = operation<{ path: 'id' | 'speaker'; body: Schemas['SpeakerName']; answer: Schemas['SessionCorrectionAnswer'] }>('PUT', '/api/v1/sessions/{id}/transcript/speakers/{speaker}');
/** Name a speaker. */
export const nameSpeaker = operation<{ path: 'id' | 'speaker'; body: Schemas['SpeakerName']; answer: Schemas['CorrectionAnswer'] }>('PUT', '/api/v1/recordings/{id}/transcript/speakers/{speaker}');
/** Read this document. */
export const openApi = operation<{ answer: object }>('GET', '/openapi.json');
/** Open a share link. */
export const openShared = operation<{ body: Schemas['OpenShared']; answer: Schemas['SharedItem'] }>('POST', '/api/v1/shared/open');
/** Pause a run. */
export const pauseDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Pause'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/pause');
/** Pause many documents. */
export const pauseDocuments = operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentBulkPause']; answer: Schemas['DocumentBulkPauseAnswer'] }>('POST', '/api/v1/documents/bulk/pause');
/** Pause a run. */
export const pauseRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Pause'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/pause');
/** Pause many recordings. */
export const pauseRecordings = operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['BulkPause']; answer: Schemas['BulkPauseAnswer'] }>('POST', '/api/v1/recordings/bulk/pause');
/** Pause a source. */
export const pauseSource = operation<{ path: 'id'; answer: Schemas['LibrarySource'] }>('POST', '/api/v1/sources/{id}/pause');
/** Prepare a new passkey. */
export const preparePasskey = operation<{ answer: Schemas['PasskeyOptions'] }>('POST', '/api/v1/me/passkeys/options');
/** Prepare a sign-in with a passkey. */
export const preparePasskeySignIn = operation<{ answer: Schemas['PasskeyOptions'] }>('POST', '/api/v1/auth/passkey/options');
/** Preview a command for many documents. */
export const previewDocuments = operation<{ body: Schemas['DocumentBulkPreview']; answer: Schemas['BulkPreviewed'] }>('POST', '/api/v1/documents/bulk/preview');
/** Read an invitation by the code of its link. */
export const previewInvitation = operation<{ body: Schemas['InvitationCode']; answer: Schemas['InvitationPreview'] }>('POST', '/api/v1/invitations/preview');
/** Preview a command for many recordings. */
export const previewRecordings = operation<{ body: Schemas['BulkPreview']; answer: Schemas['BulkPreviewed'] }>('POST', '/api/v1/recordings/bulk/preview');
/** Preview patterns with a sample. */
export const previewTexts = operation<{ body: Schemas['TextsPreview']; answer: Schemas['Texts'] }>('POST', '/api/v1/texts/preview');
/** Read the explanation of every problem code. */
export const problems = operation<{ answer: string }>('GET', '/docs/problems');
/** Read where the provider's own sign-in ends. */
export const providerSignOut = operation<{ answer: Schemas['ProviderSignOut'] }>('GET', '/api/v1/auth/provider/sign-out');
/** Publish what waits for a review. */
export const publishDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Publish'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/publish');
/** Publish what waits for a review. */
export const publishRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Publish'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/publish');
/** Read a shared item. */
export const readShared = operation<{ path: 'link'; answer: Schemas['SharedItem'] }>('GET', '/api/v1/shared/{link}');
/** Read a file of a shared item. */
export const readSharedFile = operation<{ path: 'link' | 'name' }>('GET', '/api/v1/shared/{link}/files/{name}');
/** Read the transcript of a shared recording. */
export const readSharedTranscript = operation<{ path: 'link'; answer: Schemas['SharedTranscript'] }>('GET', '/api/v1/shared/{link}/transcript');
/** Check that requests can be served. */
export const ready = operation<{ answer: Schemas['Ready'] }>('GET', '/health/ready');
/** Send the newest version, or changed texts, to an output. */
export const redeliverOutput = operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Redeliver'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/outputs/{name}/redeliver');
/** Send events again from a position or a time on. */
export const redeliverWebhooks = operation<{ path: 'id'; body: Schemas['RedeliverWebhooks']; answer: Schemas['WebhookRedelivery'] }>('POST', '/api/v1/webhook-endpoints/{id}/redeliver');
/** Fill the search index again from the log. */
export const refillSearchIndex = operation<{ answer: Schemas['SearchIndexRefill'] }>('POST', '/api/v1/admin/search/refill');
/** Register a recording by upload, or by its address. */
export const registerRecording = operation<{ body: Schemas['RegisterSource']; answer: Schemas['Recording'] }>('POST', '/api/v1/recordings');
/** Remove a channel. */
export const removeChannel = operation<{ path: 'id' }>('DELETE', '/api/v1/channels/{id}');
/** Remove a credential. */
export const removeCredential = operation<{ path: 'id' }>('DELETE', '/api/v1/credentials/{id}');
/** Remove a member from a library. */
export const removeMember = operation<{ path: 'id' | 'user_id' }>('DELETE', '/api/v1/libraries/{id}/members/{user_id}');
/** Send no notices. */
export const removeNotices = operation('DELETE', '/api/v1/me/notices');
/** Remove a passkey. */
export const removePasskey = operation<{ path: 'id' }>('DELETE', '/api/v1/me/passkeys/{id}');
/** Remove all passkeys of a user. */
export const removePasskeysOfUser = operation<{ path: 'id'; answer: Schemas['RevokedCount'] }>('DELETE', '/api/v1/admin/users/{id}/passkeys');
/** Remove an own output. */
export const removePreset = operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }>('DELETE', '/api/v1/presets/{id}');
/** Remove a source and the history of its syncs. */
export const removeSource = operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }>('DELETE', '/api/v1/sources/{id}');
/** Delete a template. */
export const removeTemplate = operation<{ path: 'id'; query: { readonly detach?: boolean | undefined } }>('DELETE', '/api/v1/templates/{id}');
/** Rename a library. */
export const renameLibrary = operation<{ path: 'id'; body: Schemas['ChangeLibrary']; answer: Schemas['LibraryDetails'] }>('PATCH', '/api/v1/libraries/{id}');
/** Rename a passkey. */
export const renamePasskey = operation<{ path: 'id'; body: Schemas['RenamePasskey']; answer: Schemas['Passkey'] }>('PATCH', '/api/v1/me/passkeys/{id}');
/** Replace the secret of a channel. */
export const renewChannelSecret = operation<{ path: 'id'; answer: Schemas['ChannelSecret'] }>('POST', '/api/v1/channels/{id}/secret');
/** Take the acceptance of a document back. */
export const reopenDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('DELETE', '/api/v1/documents/{id}/accept');
/** Replace the address of a failed item. */
export const replaceAddress = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Address']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/replace-address');
/** Replace the address of a failed item. */
export const replaceDocumentAddress = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Address']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/replace-address');
/** Replace a job. */
export const replaceJob = operation<{ path: 'id'; body: Schemas['JobBody']; answer: Schemas['Job'] }>('PUT', '/api/v1/jobs/{id}');
/** Replace the settings of an own output. */
export const replacePreset = operation<{ path: 'id'; body: Schemas['PresetSettings']; answer: Schemas['Preset'] }>('PUT', '/api/v1/presets/{id}');
/** Replace the settings of your library. */
export const replaceSettings = operation<{ body: Schemas['SharedConfigBody']; answer: Schemas['UserSettings'] }>('PUT', '/api/v1/me/settings');
/** Replace the settings of a source. */
export const replaceSource = operation<{ path: 'id'; body: Schemas['SourceBody']; answer: Schemas['LibrarySource'] }>('PUT', '/api/v1/sources/{id}');
/** Replace a template. */
export const replaceTemplate = operation<{ path: 'id'; body: Schemas['TemplateBody']; answer: Schemas['Template'] }>('PUT', '/api/v1/templates/{id}');
/** Replace the limits of a user. */
export const replaceUserLimits = operation<{ path: 'id'; body: Schemas['QuotaLimitsBody']; answer: Schemas['UserLimits'] }>('PUT', '/api/v1/admin/users/{id}/quota');
/** Set a document back to its start. */
export const resetDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/reset');
/** Set a recording back to its start. */
export const resetRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/reset');
/** Restore a deleted document. */
export const restoreDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/restore');
/** Restore a deleted recording. */
export const restoreRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/restore');
/** Restore a deleted session. */
export const restoreSession = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }>('POST', '/api/v1/sessions/{id}/restore');
/** Resume a source. */
export const resumeSource = operation<{ path: 'id'; answer: Schemas['LibrarySource'] }>('POST', '/api/v1/sources/{id}/resume');
/** Check all pages of a channel again. */
export const resyncChannel = operation<{ path: 'id'; answer: Schemas['ChannelResync'] }>('POST', '/api/v1/channels/{id}/resync');
/** Check the page of a recording again. */
export const resyncMirror = operation<{ path: 'id'; answer: Schemas['Mirror'] }>('POST', '/api/v1/recordings/{id}/mirror/resync');
/** Retry a failed follow-up. */
export const retryFollowUp = operation<{ path: 'id' | 'name' | 'followUp'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/outputs/{name}/follow-ups/{followUp}/retry');
/** Try an item again without a change. */
export const retryQuarantined = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RetryQuarantined'] | undefined; answer: Schemas['QuarantineDecision']; preview: Schemas['QuarantinePreview'] }>('POST', '/api/v1/admin/quarantine/{id}/retry');
/** Retry a failed session. */
export const retrySession = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['Session']; preview: Schemas['SessionCommandPreview'] }>('POST', '/api/v1/sessions/{id}/retry');
/** Return from the identity provider. */
export const returnFromProvider = operation<{ query: { readonly state?: string | undefined; readonly code?: string | undefined; readonly error?: string | undefined; readonly iss?: string | undefined } }>('GET', '/api/v1/auth/provider/callback');
/** Revoke an invitation. */
export const revokeInvitation = operation<{ path: 'id' | 'invitation_id' }>('DELETE', '/api/v1/libraries/{id}/invitations/{invitation_id}');
/** Revoke all your other tokens. */
export const revokeOtherTokens = operation<{ answer: Schemas['RevokedCount'] }>('DELETE', '/api/v1/me/tokens');
/** Revoke a share link. */
export const revokeShareLink = operation<{ path: 'id' }>('DELETE', '/api/v1/share-links/{id}');
/** Revoke a token. */
export const revokeToken = operation<{ path: 'id' }>('DELETE', '/api/v1/me/tokens/{id}');
/** Revoke all tokens of a user. */
export const revokeTokensOfUser = operation<{ path: 'id'; answer: Schemas['RevokedCount'] }>('DELETE', '/api/v1/admin/users/{id}/tokens');
/** Replace the secret of a webhook endpoint. */
export const rotateWebhookSecret = operation<{ path: 'id'; body: Schemas['RotateWebhookSecret'] | undefined; answer: Schemas['WebhookSecret'] }>('POST', '/api/v1/webhook-endpoints/{id}/secret');
/** Run the remaining steps. */
export const runDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RunOverrides'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentDryRun'] }>('POST', '/api/v1/documents/{id}/run');
/** Run many documents. */
export const runDocuments = operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['DocumentBulkRun']; answer: Schemas['DocumentBulkRunAnswer'] }>('POST', '/api/v1/documents/bulk/run');
/** Run a job now. */
export const runJob = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['JobRun']; preview: Schemas['JobDryRun'] }>('POST', '/api/v1/jobs/{id}/run');
/** Run the remaining steps. */
export const runRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['RunOverrides'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['DryRun'] }>('POST', '/api/v1/recordings/{id}/run');
/** Run many recordings. */
export const runRecordings = operation<{ query: { readonly dry_run?: boolean | undefined }; body: Schemas['BulkRun']; answer: Schemas['BulkRunAnswer'] }>('POST', '/api/v1/recordings/bulk/run');
/** Search titles, transcripts, document texts, tags and people. */
export const searchItems = operation<{ query: { readonly q: string; readonly limit?: number | undefined; readonly cursor?: string | undefined }; answer: Schemas['SearchAnswer'] }>('GET', '/api/v1/search');
/** Report steps and deliveries that another system has done. */
export const sendEvents = operation<{ body: Schemas['ExternalEventsBody']; answer: Schemas['ExternalEventVerdicts'] }>('POST', '/api/v1/admin/events');
/** Send the next bytes. */
export const sendUpload = operation<{ path: 'id' }>('PATCH', '/api/v1/uploads/{id}');
/** Set the preferences of an item. */
export const setDocumentPreferences = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Preferences']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('PUT', '/api/v1/documents/{id}/preferences');
/** Set the preferences of an item. */
export const setRecordingPreferences = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Preferences']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('PUT', '/api/v1/recordings/{id}/preferences');
/** Replace the vocabulary of your library. */
export const setVocabulary = operation<{ body: Schemas['VocabularyBody']; answer: Schemas['Vocabulary'] }>('PUT', '/api/v1/me/vocabulary');
/** State whether an unconfirmed delivery arrived. */
export const settleDocumentOutput = operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Settle']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/outputs/{name}/settle');
/** State whether an unconfirmed delivery arrived. */
export const settleOutput = operation<{ path: 'id' | 'name'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Settle']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/outputs/{name}/settle');
/** Share a document by a link. */
export const shareDocument = operation<{ path: 'id'; body: Schemas['CreateShareLink']; answer: Schemas['CreatedShareLink'] }>('POST', '/api/v1/documents/{id}/share-links');
/** Share a recording by a link. */
export const shareRecording = operation<{ path: 'id'; body: Schemas['CreateShareLink']; answer: Schemas['CreatedShareLink'] }>('POST', '/api/v1/recordings/{id}/share-links');
/** Open the link of a notice. */
export const showNoticeLink = operation<{ path: 'purpose' | 'library' | 'signature'; answer: string }>('GET', '/api/v1/notices/{purpose}/{library}/{signature}');
/** Sign in with the code of a link. */
export const signIn = operation<{ body: Schemas['SignIn']; answer: Schemas['Me'] }>('POST', '/api/v1/auth/session');
/** Read how people can sign in. */
export const signInMethods = operation<{ answer: Schemas['SignInMethods'] }>('GET', '/api/v1/auth/methods');
/** Sign in with a passkey. */
export const signInWithPasskey = operation<{ body: Schemas['PasskeySignIn']; answer: Schemas['Me'] }>('POST', '/api/v1/auth/passkey');
/** Sign this browser out. */
export const signOut = operation('DELETE', '/api/v1/auth/session');
/** Skip a stage. */
export const skipDocumentStage = operation<{ path: 'id' | 'type'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/stages/{type}/skip');
/** Skip a stage. */
export const skipStage = operation<{ path: 'id' | 'type'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/stages/{type}/skip');
/** Export all your data. */
export const startExport = operation<{ answer: Schemas['DataExport'] }>('POST', '/api/v1/me/exports');
/** Start to sign in by the identity provider. */
export const startProviderSignIn = operation<{ answer: Schemas['ProviderLink'] }>('POST', '/api/v1/auth/provider');
/** Stop a bulk job. */
export const stopBulkJob = operation<{ path: 'id'; answer: Schemas['BulkJob'] }>('POST', '/api/v1/bulk/{id}/stop');
/** Follow a document. */
export const streamDocument = operation<{ path: 'id'; query: { readonly last_event_id?: string | undefined } }>('GET', '/api/v1/documents/{id}/stream');
/** Follow your documents. */
export const streamDocuments = operation<{ query: { readonly last_event_id?: string | undefined } }>('GET', '/api/v1/documents/stream');
/** Follow your recordings. */
export const streamMine = operation<{ query: { readonly last_event_id?: string | undefined } }>('GET', '/api/v1/me/stream');
/** Follow a recording. */
export const streamRecording = operation<{ path: 'id'; query: { readonly last_event_id?: string | undefined } }>('GET', '/api/v1/recordings/{id}/stream');
/** Sync a source. */
export const syncSource = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['SyncRequest'] | undefined; answer: Schemas['SourceSync'] }>('POST', '/api/v1/sources/{id}/sync');
/** Register a video, with the page that shows its status. */
export const takeWebhook = operation<{ path: 'name'; body: Schemas['Webhook']; answer: Schemas['WebhookAnswer'] }>('POST', '/api/v1/webhooks/{name}');
/** Receive an event of Zoom. */
export const takeZoomWebhook = operation<{ path: 'connection'; body: Schemas['ZoomWebhook']; answer: Schemas['ZoomWebhookAnswer'] }>('POST', '/api/v1/webhooks/zoom/{connection}');
/** Test a credential. */
export const testCredential = operation<{ path: 'id'; answer: Schemas['CredentialTestAnswer'] }>('POST', '/api/v1/credentials/{id}/test');
/** Test a speech engine. */
export const testEngine = operation<{ body: Schemas['TestEngine'] | undefined; answer: Schemas['EngineTestAnswer'] }>('POST', '/api/v1/engines/test');
/** Test an own output. */
export const testPreset = operation<{ path: 'id'; answer: Schemas['PresetTest'] }>('POST', '/api/v1/presets/{id}/test');
/** Test settings of an output before they are saved. */
export const testPresetSettings = operation<{ body: Schemas['PresetSettings']; answer: Schemas['PresetTest'] }>('POST', '/api/v1/presets/test');
/** Test a source. */
export const testSource = operation<{ path: 'id'; answer: Schemas['SourceTest'] }>('POST', '/api/v1/sources/{id}/test');
/** Test settings of a source before they are saved. */
export const testSourceSettings = operation<{ body: Schemas['SourceSettings']; answer: Schemas['SourceTest'] }>('POST', '/api/v1/sources/test');
/** Send a test to a webhook endpoint. */
export const testWebhookEndpoint = operation<{ path: 'id'; answer: Schemas['WebhookTest'] }>('POST', '/api/v1/webhook-endpoints/{id}/test');
/** Move to another library. */
export const transferDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/transfer');
/** Transfer the ownership of a library to a member. */
export const transferLibrary = operation<{ path: 'id'; body: Schemas['TransferLibrary']; answer: Schemas['MemberList'] }>('POST', '/api/v1/libraries/{id}/transfer');
/** Move to another library. */
export const transferRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/transfer');
/** Move to another library. */
export const transferSession = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Transfer']; answer: Schemas['SessionCommandAnswer']; preview: Schemas['SessionCommandPreview'] }>('POST', '/api/v1/sessions/{id}/transfer');
/** Unbind the template. */
export const unbindDocumentTemplate = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('DELETE', '/api/v1/documents/{id}/template');
/** Unbind the template. */
export const unbindRecordingTemplate = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('DELETE', '/api/v1/recordings/{id}/template');
/** End the attempts of a stuck run. */
export const unstickDocument = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Unstick'] | undefined; answer: Schemas['DocumentCommandAnswer']; preview: Schemas['DocumentCommandPreview'] }>('POST', '/api/v1/documents/{id}/unstick');
/** End the attempts of a stuck run. */
export const unstickRecording = operation<{ path: 'id'; query: { readonly dry_run?: boolean | undefined }; body: Schemas['Unstick'] | undefined; answer: Schemas['CommandAnswer']; preview: Schemas['CommandPreview'] }>('POST', '/api/v1/recordings/{id}/unstick');
