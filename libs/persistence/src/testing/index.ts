export { createCompany, type TestCompany } from './create-company.js';
export { createTestDatabase, type TestDatabase } from './test-database.js';
