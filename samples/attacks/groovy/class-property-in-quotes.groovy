body.'class'.name
