/** The version of the API, as `/api/v1/about` and the OpenAPI document tell it. A spec keeps it equal to package.json. */
export const VERSION = '0.1.0';
