import type { FakeAnswer, FakeRequest } from '../serving/exchange.js';
import { S3Error } from './errors.js';
import { copyObject, isCopy } from './copies.js';
import { listObjects, listParts, listUploads } from './listings.js';
import { deleteObject, getObject, putObject } from './objects.js';
import type { Operation } from './operation.js';
import { abortUpload, completeUpload, createUpload, uploadPart } from './uploads.js';

interface Route {
  readonly method: string;
  readonly on: 'bucket' | 'object';
  readonly needs: readonly string[];
  readonly takes?: readonly string[];
  readonly perform: (operation: Operation) => FakeAnswer;
}

const routes: readonly Route[] = [
  { method: 'HEAD', on: 'bucket', needs: [], perform: () => ({ status: 200, headers: { 'content-length': '0' } }) },
  {
    method: 'GET',
    on: 'bucket',
    needs: ['list-type'],
    takes: ['prefix', 'delimiter', 'max-keys', 'continuation-token', 'start-after'],
    perform: listObjects,
  },
  {
    method: 'GET',
    on: 'bucket',
    needs: ['uploads'],
    takes: ['prefix', 'max-uploads', 'key-marker', 'upload-id-marker'],
    perform: listUploads,
  },
  { method: 'GET', on: 'object', needs: [], perform: getObject },
  { method: 'HEAD', on: 'object', needs: [], perform: getObject },
  { method: 'PUT', on: 'object', needs: [], perform: (operation) => (isCopy(operation) ? copyObject : putObject)(operation) },
  { method: 'DELETE', on: 'object', needs: [], perform: deleteObject },
  { method: 'POST', on: 'object', needs: ['uploads'], perform: createUpload },
  { method: 'PUT', on: 'object', needs: ['partNumber', 'uploadId'], perform: uploadPart },
  { method: 'POST', on: 'object', needs: ['uploadId'], perform: completeUpload },
  { method: 'DELETE', on: 'object', needs: ['uploadId'], perform: abortUpload },
  { method: 'GET', on: 'object', needs: ['uploadId'], takes: ['max-parts', 'part-number-marker'], perform: listParts },
];

/** The supported `x-amz-…` headers. Other ones would request something that the fake does not do, so they are refused. */
const KNOWN_HEADER =
  /^x-amz-(content-sha256|date|decoded-content-length|trailer|user-agent|copy-source|copy-source-if-match|metadata-directive|sdk-checksum-algorithm|checksum-.+|meta-.+)$/;

function requireKnownHeaders({ headers }: FakeRequest): void {
  const unknown = Object.keys(headers).find((name) => name.startsWith('x-amz-') && !KNOWN_HEADER.test(name));
  if (unknown !== undefined) throw new S3Error('NotImplemented', `The header ${unknown} is not known to this fake`);
}

/** Returns the operation of a request. Unknown parameters are refused, not ignored. */
export function findRoute(request: FakeRequest, on: Route['on']): Route['perform'] {
  requireKnownHeaders(request);
  // The SDK sends the name of its operation as `x-id`.
  const names = [...request.query.keys()].filter((name) => name !== 'x-id');
  const candidates = routes.filter((route) => route.on === on && route.method === request.method);
  if (candidates.length === 0)
    throw new S3Error('MethodNotAllowed', 'The specified method is not allowed against this resource.');
  const found = candidates.find(
    ({ needs, takes = [] }) =>
      needs.every((name) => names.includes(name)) && names.every((name) => needs.includes(name) || takes.includes(name)),
  );
  if (found === undefined)
    throw new S3Error('NotImplemented', `${request.method} of ${on}?${names.join('&')} is not known to this fake`);
  return found.perform;
}
