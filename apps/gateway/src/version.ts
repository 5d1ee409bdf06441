/** The version of the API, as `/api/v1/about` and the OpenAPI document tell it, is that of the product. */
export { VERSION } from '@throughline/service-kit';
