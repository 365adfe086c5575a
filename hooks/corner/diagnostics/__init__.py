"""Problems: their severities, rules, suggestions and reporters."""
