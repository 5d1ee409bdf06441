/** The version of the product. A spec keeps it equal to package.json. */
export const VERSION = '0.1.0';
