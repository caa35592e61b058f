// n8n loads the files that package.json names under "n8n"; the package has no programmatic entry.
module.exports = {};
