"""The movement followed: tasks, registrations, resources, changes. Pure: tables in, tables out."""
