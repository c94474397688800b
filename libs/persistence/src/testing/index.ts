export { createCompany, type TestCompany } from './create-company.js';
export { eventually } from './eventually.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
