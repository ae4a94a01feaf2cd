'\u0024{evil}'
