"""Alerts: rules, routes, what leaves and when again. Pure decisions; nothing here sends."""
