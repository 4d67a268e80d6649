/** The product's secret in every test: roles belong to the whole cluster, so all must derive the same password. */
export const TEST_SECRET = 'the-secret-of-the-test-world-is-long-enough'
