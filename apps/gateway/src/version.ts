/** The API has the version of the product, in `/api/v1/about` and in the OpenAPI document. */
export { VERSION } from '@throughline/service-kit';
